import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open);
const MAX_PHOTOS = 500;
const MAX_PHOTO_BYTES = 40 * 1024 * 1024;
const MAX_ALBUM_BYTES = 2 * 1024 * 1024 * 1024;

export async function unpackAlbum(archive: string, albumDir: string): Promise<string[]> {
  const zip = await openZip(archive, { lazyEntries: true, autoClose: true });
  const openEntry = promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip));
  const photos: string[] = [];
  let albumBytes = 0;

  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(photos));
    zip.on('entry', async (entry: Entry) => {
      try {
        const extension = path.extname(entry.fileName).toLowerCase();
        if (['.jpg', '.jpeg', '.png', '.tif'].includes(extension)) {
          if (photos.length >= MAX_PHOTOS) {
            throw new RangeError('too many photos');
          }
          let photoBytes = 0;
          const limit = new Transform({
            transform(chunk, _encoding, done) {
              photoBytes += chunk.length;
              albumBytes += chunk.length;
              const tooLarge = photoBytes > MAX_PHOTO_BYTES || albumBytes > MAX_ALBUM_BYTES;
              done(tooLarge ? new RangeError('album too large') : null, chunk);
            },
          });
          const target = path.join(albumDir, `${String(photos.length).padStart(4, '0')}${extension}`);
          await pipeline(await openEntry(entry), limit, createWriteStream(target, { flags: 'wx' }));
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
