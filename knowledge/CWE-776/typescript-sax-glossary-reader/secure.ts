import sax from 'sax';
import type { Logger } from 'pino';

export interface Term {
  source: string;
  target: string;
}

const ENTITY = /<!ENTITY\s+([\w.-]+)\s+"([^"]*)"\s*>/g;
const MAX_ENTITIES = 100;
const MAX_ENTITY_LENGTH = 200;
const MAX_TEXT = 5_000_000;

export function readGlossary(xml: string, log: Logger): Term[] {
  const parser = sax.parser(true, { trim: true });
  const terms: Term[] = [];
  let field = '';
  let total = 0;

  parser.ondoctype = (doctype) => {
    const declared = [...doctype.matchAll(ENTITY)];
    if (declared.length > MAX_ENTITIES) {
      throw new RangeError('too many entities in the glossary');
    }
    for (const [, name, text] of declared) {
      if (text.includes('&') || text.length > MAX_ENTITY_LENGTH) {
        throw new RangeError(`entity ${name} must be short, plain text`);
      }
      parser.ENTITIES[name] = text;
    }
  };
  parser.onerror = (err) => {
    throw err;
  };
  parser.onopentag = (tag) => {
    field = tag.name;
    if (tag.name === 'term') {
      terms.push({ source: '', target: '' });
    }
  };
  parser.ontext = (text) => {
    const term = terms.at(-1);
    total += text.length;
    if (total > MAX_TEXT) {
      throw new RangeError('glossary too large');
    }
    if (term && (field === 'source' || field === 'target')) {
      term[field] += text;
    }
  };
  parser.write(xml).close();
  log.info({ terms: terms.length }, 'glossary read');
  return terms.filter((term) => term.source && term.target);
}
