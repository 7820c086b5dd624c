import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stat, unlink } from 'node:fs/promises';
import path from 'node:path';

interface RemoveBody {
  file: string;
}

interface Tenant {
  id: string;
  mediaQuotaUsed: number;
}

const MEDIA_ROOT = '/srv/cms/media';

export async function mediaRoutes(app: FastifyInstance): Promise<void> {
  app.post('/media/remove', async (request: FastifyRequest<{ Body: RemoveBody }>, reply: FastifyReply) => {
    const tenant = (request as FastifyRequest & { tenant: Tenant }).tenant;
    const { file } = request.body;
    if (typeof file !== 'string' || file.length === 0) {
      return reply.code(400).send({ error: 'file is required' });
    }

    const tenantRoot = path.join(MEDIA_ROOT, tenant.id);
    const target = path.join(tenantRoot, file);

    const info = await stat(target).catch(() => null);
    if (!info?.isFile()) {
      return reply.code(404).send({ error: 'not found' });
    }
    await unlink(target);
    tenant.mediaQuotaUsed -= info.size;
    request.log.info({ tenant: tenant.id, bytes: info.size }, 'media file removed');
    return reply.send({ removed: path.basename(target), freed: info.size });
  });
}
