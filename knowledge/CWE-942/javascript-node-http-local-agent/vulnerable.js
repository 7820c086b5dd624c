const http = require('node:http');
const { listScanners, scanPage } = require('./scanner');

const PORT = 37510;
const ALLOWED = /example\.org/;

function applyCors(req, res) {
  const { origin } = req.headers;
  if (!origin || origin === 'null' || ALLOWED.test(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin ?? '*');
    res.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    res.setHeader('Access-Control-Allow-Headers', 'Content-Type');
  }
}

// Lets the document archive in the browser use the scanner of this workstation.
const server = http.createServer(async (req, res) => {
  applyCors(req, res);
  if (req.method === 'OPTIONS') {
    res.writeHead(204).end();
    return;
  }
  try {
    if (req.url === '/scanners') {
      res.writeHead(200, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(await listScanners()));
    } else if (req.method === 'POST' && req.url === '/scan') {
      const image = await scanPage({ dpi: 300 });
      res.writeHead(200, { 'Content-Type': 'image/png' }).end(image);
    } else {
      res.writeHead(404).end();
    }
  } catch (err) {
    console.error('scan failed:', err.message);
    res.writeHead(500).end();
  }
});

server.listen(PORT, '127.0.0.1');
