import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { issueInvoice, listInvoices } from './invoices.js';

const RIGHTS: Record<string, readonly string[]> = {
  'order-service': ['GET', 'POST'],
  'reporting': ['GET'],
};

function callingService(req: IncomingMessage): string {
  return String((req.socket as TLSSocket).getPeerCertificate().subject?.CN ?? '');
}

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const service = callingService(req);
  const rights = Object.hasOwn(RIGHTS, service) ? RIGHTS[service] : [];
  if (!rights.includes(req.method ?? '')) {
    res.writeHead(403).end();
    return;
  }
  const url = new URL(req.url ?? '/', 'https://invoices.example.com');
  const order = Number(url.searchParams.get('order'));
  const result = req.method === 'POST' ? await issueInvoice(order, service) : await listInvoices(order);
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(JSON.stringify(result));
}

export function createInvoiceServer(folder: string): Server {
  const options = {
    key: readFileSync(`${folder}/server.key`),
    cert: readFileSync(`${folder}/server.pem`),
    ca: readFileSync(`${folder}/services-ca.pem`),
    requestCert: true,
    rejectUnauthorized: true,
  };
  return createServer(options, (req, res) => {
    answer(req, res).catch(() => res.writeHead(500).end());
  });
}
