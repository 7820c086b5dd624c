import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsync } from 'fastify';
import { fileTypeFromBuffer } from 'file-type';
import { materials } from '../repositories';

const ROOT = process.env.MATERIAL_DIR ?? './material';
const ALLOWED: Record<string, string> = {
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
  'image/png': 'png',
};

export const materialRoutes: FastifyPluginAsync = async (app) => {
  await app.register(multipart, { limits: { fileSize: 50 * 1024 * 1024, files: 1 } });

  app.post<{ Params: { courseId: string } }>('/courses/:courseId/material', async (req, reply) => {
    const course = await app.courses.forTeacher(req.params.courseId, req.user.id);
    if (!course) return reply.code(404).send({ error: 'no such course' });
    const part = await req.file();
    if (!part) return reply.code(400).send({ error: 'file is missing' });
    const data = await part.toBuffer();
    const detected = await fileTypeFromBuffer(data);
    const mime = detected?.mime ?? '';
    const extension = Object.hasOwn(ALLOWED, mime) ? ALLOWED[mime] : undefined;
    if (!extension) {
      return reply.code(415).send({ error: 'material must be PDF, MP4 or PNG' });
    }

    const folder = path.join(ROOT, course.id);
    await mkdir(folder, { recursive: true });
    const stored = `${randomUUID()}.${path.basename(extension)}`;
    await writeFile(path.join(folder, stored), data, { flag: 'wx' });
    const row = await materials.add({ courseId: course.id, title: part.filename.slice(0, 120), stored, mime });
    req.log.info({ course: course.id, bytes: data.length, mime }, 'material stored');
    return reply.code(201).send({ id: row.id, url: `/material/${course.id}/${stored}` });
  });
};
