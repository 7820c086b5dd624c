import https from 'node:https';

const agent = new https.Agent({ keepAlive: true, maxSockets: 4 });

function buildShipment(order, account) {
  const a = order.shippingAddress;
  const weight = order.lines.reduce((sum, line) => sum + line.quantity * line.grams, 0);
  return `<?xml version="1.0"?>
<shipment account="${account}" reference="${order.number}">
  <service>STANDARD</service>
  <recipient country="${a.country}">
    <name>${a.name}</name>
    <street>${a.street}</street>
    <town>${a.zip} ${a.town}</town>
    <hint>${order.deliveryHint ?? ''}</hint>
  </recipient>
  <weight unit="g">${weight}</weight>
</shipment>`;
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
