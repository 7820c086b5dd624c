import fs from 'node:fs';
import https from 'node:https';
import express from 'express';
import { mountPreview } from './preview.js';
import { log } from './log.js';

const RUN_AS = process.env.RUN_AS ?? 'preview';
const app = express();
app.use(express.static('public', { index: 'index.html' }));
mountPreview(app);

const server = https.createServer(
  {
    key: fs.readFileSync('/etc/preview/tls/server.key'),
    cert: fs.readFileSync('/etc/preview/tls/server.crt'),
    minVersion: 'TLSv1.2',
  },
  app,
);

server.listen(443, () => {
  log.info({ uid: process.getuid(), user: RUN_AS }, 'preview service listens on 443');
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    log.info({ signal }, 'shutting down');
    server.close(() => process.exit(0));
    setTimeout(() => process.exit(1), 10_000).unref();
  });
}
