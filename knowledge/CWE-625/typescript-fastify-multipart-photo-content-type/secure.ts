import { randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { FastifyInstance } from 'fastify';

const PHOTO_TYPE = /^image\/(?:png|jpeg|webp)$/;
const BUCKET = 'garden-plots-media';

export async function photoRoutes(app: FastifyInstance, options: { s3: S3Client }): Promise<void> {
  app.post<{ Params: { plot: string } }>('/plots/:plot/photos', async (request, reply) => {
    const plot = await app.plots.findOwned(request.params.plot, request.user.id);
    if (!plot) {
      return reply.code(404).send({ error: 'no such plot' });
    }
    const part = await request.file({ limits: { fileSize: 8_000_000 } });
    if (!part || !PHOTO_TYPE.test(part.mimetype)) {
      return reply.code(415).send({ error: 'please send a PNG, JPEG or WebP picture' });
    }

    const key = `plots/${plot.id}/${randomUUID()}`;
    await options.s3.send(
      new PutObjectCommand({
        Bucket: BUCKET,
        Key: key,
        Body: await part.toBuffer(),
        ContentType: part.mimetype,
        CacheControl: 'public, max-age=31536000',
      }),
    );
    request.log.info({ plot: plot.id, key }, 'photo stored');
    return reply.code(201).send({ url: `/media/${key}` });
  });
}
