import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';

const exec = promisify(execFile);

export interface Preview {
  studyNumber: string;
  width: number;
  jpeg: Buffer;
}

export async function convertXray(studyNumber: string, dicom: Buffer, width = 1024): Promise<Preview> {
  if (!/^[0-9]{6,12}$/.test(studyNumber)) {
    throw new RangeError('study number expected');
  }
  const workDir = await mkdtemp(path.join(tmpdir(), 'xray-'));
  const input = path.join(workDir, `${studyNumber}.dcm`);
  const output = path.join(workDir, `${studyNumber}.png`);
  try {
    await writeFile(input, dicom, { flag: 'wx', mode: 0o600 });
    await exec('dcmj2pnm', ['+on', '--scale-x-size', String(width), input, output], { timeout: 30_000 });
    const jpeg = await sharp(await readFile(output)).jpeg({ quality: 85 }).toBuffer();
    return { studyNumber, width, jpeg };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
