import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

export async function unpackAlbum(archive: string, albumDir: string): Promise<string[]> {
  const zip = await openZip(archive, { lazyEntries: true, autoClose: true });
  const openEntry = promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip));
  const photos: string[] = [];

  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(photos));
    zip.on('entry', async (entry: Entry) => {
      try {
        const extension = path.extname(entry.fileName).toLowerCase();
        if (['.jpg', '.jpeg', '.png', '.tif'].includes(extension)) {
          const target = path.join(albumDir, `${String(photos.length).padStart(4, '0')}${extension}`);
          await pipeline(await openEntry(entry), createWriteStream(target, { flags: 'wx' }));
          photos.push(target);
        }
        zip.readEntry();
      } catch (err) {
        zip.close();
        reject(err);
      }
    });
    zip.readEntry();
  });
}
