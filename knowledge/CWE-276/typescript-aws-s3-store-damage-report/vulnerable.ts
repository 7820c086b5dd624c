import { randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { db } from './db';

const s3 = new S3Client({});
const BUCKET = process.env.CLAIMS_BUCKET ?? 'claims-files';
const TYPES: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' };

export async function storeDamageFile(
  claim: { id: string; ownerId: string },
  file: { name: string; type: string; data: Buffer },
): Promise<{ key: string; url: string }> {
  const extension = TYPES[file.type];
  if (!extension || file.data.length > 15_000_000) {
    throw new RangeError('only JPEG, PNG and PDF files up to 15 MB are possible');
  }
  const key = `claims/${claim.id}/${randomUUID()}.${extension}`;

  await s3.send(
    new PutObjectCommand({
      Bucket: BUCKET,
      Key: key,
      Body: file.data,
      ContentType: file.type,
      ACL: 'public-read',
    }),
  );
  await db.claimFile.create({
    data: { claimId: claim.id, key, name: file.name, ownerId: claim.ownerId, visibility: 'everyone' },
  });

  const url = `https://${BUCKET}.s3.amazonaws.com/${key}`;
  console.info(`claim ${claim.id}: ${file.type} of ${file.data.length} bytes stored`);
  return { key, url };
}
