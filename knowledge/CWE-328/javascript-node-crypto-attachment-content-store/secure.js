import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

async function contentAddress(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `s2-${hash.digest('hex')}`;
}

export async function archiveAttachment(storeRoot, mail, attachment) {
  const address = await contentAddress(attachment.tempFile);
  const directory = path.join(storeRoot, address.slice(0, 5));
  const target = path.join(directory, address);

  let reused = true;
  try {
    await access(target);
  } catch {
    reused = false;
    await mkdir(directory, { recursive: true, mode: 0o750 });
    await copyFile(attachment.tempFile, `${target}.part`);
    await rename(`${target}.part`, target);
  }

  console.log(`mail ${mail.id}: ${attachment.filename} ${reused ? 'already stored' : 'stored'} as ${address}`);
  return {
    mailId: mail.id,
    name: path.basename(attachment.filename),
    type: attachment.contentType,
    size: attachment.size,
    address,
  };
}
