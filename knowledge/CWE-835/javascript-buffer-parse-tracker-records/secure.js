const dgram = require('node:dgram');

const RECORD_HEADER = 4;
const TYPES = { 1: 'position', 2: 'battery', 3: 'event' };

function parsePacket(packet) {
  const records = [];
  let offset = 0;
  while (offset + RECORD_HEADER <= packet.length) {
    const type = packet.readUInt8(offset);
    const flags = packet.readUInt8(offset + 1);
    const length = packet.readUInt16BE(offset + 2);
    if (length < RECORD_HEADER || offset + length > packet.length) {
      break;
    }
    if (TYPES[type] === undefined) {
      offset += length;
      continue;
    }
    const body = packet.subarray(offset + RECORD_HEADER, offset + length);
    if (type === 1 && body.length >= 8) {
      records.push({ type: 'position', lat: body.readInt32BE(0) / 1e6, lon: body.readInt32BE(4) / 1e6, flags });
    } else if (type === 2 && body.length >= 2) {
      records.push({ type: 'battery', millivolts: body.readUInt16BE(0), flags });
    } else {
      records.push({ type: TYPES[type], raw: body.toString('hex'), flags });
    }
    offset += length;
  }
  return records;
}

function startGateway(port, store, log = console) {
  const server = dgram.createSocket('udp4');
  server.on('message', (packet, peer) => {
    const records = parsePacket(packet);
    log.info(`${peer.address}: ${records.length} records`);
    store.append(peer.address, records);
  });
  server.bind(port);
  return server;
}

module.exports = { parsePacket, startGateway };
