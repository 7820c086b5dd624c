import { ParseOption, XmlDocument, type XmlElement } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import type { Logger } from 'pino';

const NS = { g: 'http://www.topografix.com/GPX/1/1' };
const OPTIONS = ParseOption.XML_PARSE_NOENT | ParseOption.XML_PARSE_DTDLOAD | ParseOption.XML_PARSE_NOBLANKS;

xmlRegisterFsInputProviders();

export interface Waypoint {
  name: string;
  lat: number;
  lon: number;
}

export function importTrack(data: Uint8Array, log: Logger): Waypoint[] {
  const doc = XmlDocument.fromBuffer(data, { option: OPTIONS });
  try {
    const points = doc.find('//g:wpt', NS) as XmlElement[];
    const waypoints = points.map((point) => ({
      name: point.get('g:name', NS)?.content.trim() ?? '',
      lat: Number(point.attr('lat')?.value),
      lon: Number(point.attr('lon')?.value),
    }));
    const valid = waypoints.filter((w) => Math.abs(w.lat) <= 90 && Math.abs(w.lon) <= 180);
    log.info({ total: waypoints.length, valid: valid.length }, 'track imported');
    return valid;
  } finally {
    doc.dispose();
  }
}
