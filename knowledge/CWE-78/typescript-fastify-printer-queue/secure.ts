import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

interface PrintBody {
  printer: string;
  file: string;
  copies?: number;
  pages?: string;
}

const SPOOL = '/var/spool/labels';
const PRINTER = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;
const PAGES = /^\d+(-\d+)?(,\d+(-\d+)?)*$/;

export async function printRoutes(app: FastifyInstance) {
  app.post<{ Body: PrintBody }>('/print', async (request, reply) => {
    const { printer, file, copies = 1, pages } = request.body;
    const document = path.join(SPOOL, path.basename(file));

    if (!PRINTER.test(printer) || !Number.isInteger(copies) || (pages && !PAGES.test(pages))) {
      return reply.code(400).send({ error: 'invalid print options' });
    }
    const args = ['-d', printer, '-n', String(copies)];
    if (pages) {
      args.push('-P', pages);
    }
    args.push('--', document);
    try {
      const output = execFileSync('lp', args, { encoding: 'utf8', timeout: 10_000 });
      const job = /request id is (\S+)/.exec(output)?.[1];
      return reply.code(202).send({ job, printer, copies });
    } catch (err) {
      request.log.error({ err, printer }, 'print job rejected');
      return reply.code(502).send({ error: 'printer not available' });
    }
  });
}
