import { createServer } from 'node:http';
import { runReport } from './report';

type Node = { [key: string]: Node | string };

function emptyNode(): Node {
  return Object.create(null) as Node;
}

// where[amount][gte]=100&where[state]=open
function expand(query: URLSearchParams): Node {
  const root = emptyNode();
  for (const [name, value] of query) {
    const path = name.split(/[[\]]+/).filter(Boolean);
    const last = path.pop();
    if (!last || path.length > 4) continue;
    let node = root;
    for (const part of path) {
      const next = node[part];
      if (typeof next === 'object') {
        node = next;
      } else {
        const created = emptyNode();
        node[part] = created;
        node = created;
      }
    }
    node[last] = value;
  }
  return root;
}

createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const match = /^\/reports\/([a-z-]+)$/.exec(url.pathname);
  if (!match) {
    res.writeHead(404).end();
    return;
  }
  try {
    const rows = await runReport(match[1], expand(url.searchParams));
    res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ rows }));
  } catch (err) {
    console.error('report failed', err);
    res.writeHead(500).end();
  }
}).listen(8085);
