import https from 'node:https';
import { create } from 'xmlbuilder2';

const agent = new https.Agent({ keepAlive: true, maxSockets: 4 });

function buildShipment(order, account) {
  const a = order.shippingAddress;
  const weight = order.lines.reduce((sum, line) => sum + line.quantity * line.grams, 0);
  const shipment = create({ version: '1.0' }).ele('shipment', { account, reference: order.number });
  shipment.ele('service').txt('STANDARD');
  const recipient = shipment.ele('recipient', { country: a.country });
  recipient.ele('name').txt(a.name);
  recipient.ele('street').txt(a.street);
  recipient.ele('town').txt(`${a.zip} ${a.town}`);
  recipient.ele('hint').txt(order.deliveryHint ?? '');
  shipment.ele('weight', { unit: 'g' }).txt(String(weight));
  return shipment.end({ prettyPrint: true });
}

export function announceShipment(order, { host, account }, logger) {
  const body = Buffer.from(buildShipment(order, account), 'utf8');
  return new Promise((resolve, reject) => {
    const req = https.request(
      { host, path: '/shipments', method: 'POST', agent, timeout: 15_000, headers: { 'Content-Type': 'application/xml', 'Content-Length': body.length } },
      (res) => {
        res.setEncoding('utf8');
        let text = '';
        res.on('data', (chunk) => (text += chunk));
        res.on('end', () => {
          logger.info({ order: order.number, status: res.statusCode }, 'shipment announced');
          resolve({ status: res.statusCode, text });
        });
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}
