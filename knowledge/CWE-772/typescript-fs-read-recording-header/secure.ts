import { open } from 'node:fs/promises';
import type { Logger } from 'pino';

export interface RecordingInfo {
  channels: number;
  sampleRate: number;
  bitsPerSample: number;
  seconds: number;
}

const HEADER_SIZE = 44;

export async function readRecordingInfo(file: string, log: Logger): Promise<RecordingInfo | null> {
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(HEADER_SIZE);
    const { bytesRead } = await handle.read(header, 0, HEADER_SIZE, 0);
    if (bytesRead < HEADER_SIZE || header.toString('latin1', 0, 4) !== 'RIFF') {
      log.warn({ file, bytesRead }, 'not a recording');
      return null;
    }
    const format = header.readUInt16LE(20);
    if (format !== 1) {
      throw new Error(`recording with format ${format}`);
    }

    const sampleRate = header.readUInt32LE(24);
    const byteRate = header.readUInt32LE(28);
    const { size } = await handle.stat();
    return {
      channels: header.readUInt16LE(22),
      sampleRate,
      bitsPerSample: header.readUInt16LE(34),
      seconds: byteRate > 0 ? (size - HEADER_SIZE) / byteRate : 0,
    };
  } finally {
    await handle.close();
  }
}
