import { createHmac, timingSafeEqual } from 'node:crypto';

export interface ThumbnailRequest {
  imageId: string;
  width: number;
  height: number;
  watermark: boolean;
}

function canonicalQuery(request: ThumbnailRequest): string {
  const params = new URLSearchParams({
    h: String(request.height),
    id: request.imageId,
    w: String(request.width),
    wm: request.watermark ? '1' : '0',
  });
  return params.toString();
}

function signature(query: string, secret: string): string {
  return createHmac('sha256', secret).update(query).digest('hex');
}

export function thumbnailUrl(base: string, request: ThumbnailRequest, secret: string): string {
  const query = canonicalQuery(request);
  return `${base}/thumb?${query}&s=${signature(query, secret)}`;
}

export function readThumbnailUrl(url: URL, secret: string): ThumbnailRequest | null {
  const request: ThumbnailRequest = {
    imageId: url.searchParams.get('id') ?? '',
    width: Number(url.searchParams.get('w')),
    height: Number(url.searchParams.get('h')),
    watermark: url.searchParams.get('wm') === '1',
  };
  const given = Buffer.from(url.searchParams.get('s') ?? '');
  const expected = Buffer.from(signature(canonicalQuery(request), secret));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return null;
  }
  return request;
}
