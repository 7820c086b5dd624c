const fs = require('node:fs');
const path = require('node:path');

const MAX_SIZE = 5 * 1024 * 1024;

async function importDelivery(dropDir, name, { ownerUid, articles, log }) {
  const file = path.join(dropDir, path.basename(name));
  const info = await fs.promises.stat(file);
  if (!info.isFile() || info.uid !== ownerUid) {
    throw new Error(`${name} was not delivered by the supplier account`);
  }
  if (info.size > MAX_SIZE) {
    throw new Error(`${name} is larger than ${MAX_SIZE} bytes`);
  }
  const text = await fs.promises.readFile(file, 'utf8');

  let imported = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || index === 0) {
      continue;
    }
    const [ean, title, stock] = line.split(';');
    if (!/^\d{13}$/.test(ean)) {
      log.warn({ line: index + 1 }, 'no article number');
      continue;
    }
    await articles.upsert({ ean, title: title.trim(), stock: Number.parseInt(stock, 10) || 0 });
    imported += 1;
  }
  log.info({ name, imported }, 'delivery imported');
  return imported;
}

module.exports = { importDelivery };
