import { execSync } from 'node:child_process';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

interface PrintBody {
  printer: string;
  file: string;
  copies?: number;
  pages?: string;
}

const SPOOL = '/var/spool/labels';

export async function printRoutes(app: FastifyInstance) {
  app.post<{ Body: PrintBody }>('/print', async (request, reply) => {
    const { printer, file, copies = 1, pages } = request.body;
    const document = path.join(SPOOL, path.basename(file));

    let command = `lp -d ${printer} -n ${copies}`;
    if (pages) {
      command += ` -P ${pages}`;
    }
    command += ` "${document}"`;
    try {
      const output = execSync(command, { encoding: 'utf8', timeout: 10_000 });
      const job = /request id is (\S+)/.exec(output)?.[1];
      return reply.code(202).send({ job, printer, copies });
    } catch (err) {
      request.log.error({ err, printer }, 'print job rejected');
      return reply.code(502).send({ error: 'printer not available' });
    }
  });
}
