import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';

const KEY_VERSION = 2;

function encryptConversation(conversation, keys) {
  const text = conversation.messages
    .map((m) => `${m.sentAt.toISOString()} ${m.author}: ${m.text}`)
    .join('\n');
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', keys.encryption, iv);
  const header = Buffer.from([KEY_VERSION]);
  const body = Buffer.concat([header, iv, cipher.update(text, 'utf8'), cipher.final()]);
  const tag = createHmac('sha256', keys.authentication).update(body).digest();
  return Buffer.concat([body, tag]);
}

export async function exportConversations(conversations, keys, directory) {
  const day = new Date().toISOString().slice(0, 10);
  const file = path.join(directory, `chat-${day}.bin`);
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  let count = 0;
  for await (const conversation of conversations) {
    const sealed = encryptConversation(conversation, keys);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(sealed.length);
    out.write(size);
    out.write(sealed);
    count += 1;
  }
  await new Promise((resolve, reject) => {
    out.once('error', reject);
    out.end(resolve);
  });
  console.log(`${count} conversations exported to ${file}`);
  return file;
}
