const http = require('node:http');
const { promisify } = require('node:util');
const zlib = require('node:zlib');

const gunzip = promisify(zlib.gunzip);
const MAX_BODY = 1024 * 1024;
const MAX_UNPACKED = 10 * 1024 * 1024;

async function readBody(req) {
  const chunks = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > MAX_BODY) {
      throw Object.assign(new Error('body too large'), { status: 413 });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function createMetricsServer(store, log = console) {
  return http.createServer(async (req, res) => {
    try {
      if (req.method !== 'POST' || req.url !== '/v1/metrics') {
        throw Object.assign(new Error('not found'), { status: 404 });
      }
      let body = await readBody(req);
      if (req.headers['content-encoding'] === 'gzip') {
        body = await gunzip(body, { maxOutputLength: MAX_UNPACKED });
      }
      const samples = body
        .toString('utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
      await store.append(req.headers['x-agent-id'], samples);
      res.writeHead(202, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ accepted: samples.length }));
    } catch (err) {
      log.error(`metrics: ${err.message}`);
      res.writeHead(err.code === 'ERR_BUFFER_TOO_LARGE' ? 413 : err.status ?? 400);
      res.end();
    }
  });
}

module.exports = { createMetricsServer };
