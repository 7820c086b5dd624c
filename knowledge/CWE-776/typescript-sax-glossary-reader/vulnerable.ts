import sax from 'sax';
import type { Logger } from 'pino';

export interface Term {
  source: string;
  target: string;
}

const ENTITY = /<!ENTITY\s+([\w.-]+)\s+"([^"]*)"\s*>/g;
const REFERENCE = /&([\w.-]+);/g;

function expand(text: string, entities: Map<string, string>): string {
  let result = text;
  while ([...result.matchAll(REFERENCE)].some((m) => entities.has(m[1]))) {
    result = result.replace(REFERENCE, (ref, name) => entities.get(name) ?? ref);
  }
  return result;
}

export function readGlossary(xml: string, log: Logger): Term[] {
  const parser = sax.parser(true, { trim: true });
  const terms: Term[] = [];
  let field = '';

  parser.ondoctype = (doctype) => {
    const entities = new Map([...doctype.matchAll(ENTITY)].map((m) => [m[1], m[2]] as const));
    for (const [name, text] of entities) {
      parser.ENTITIES[name] = expand(text, entities);
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
    if (term && (field === 'source' || field === 'target')) {
      term[field] += text;
    }
  };
  parser.write(xml).close();
  log.info({ terms: terms.length }, 'glossary read');
  return terms.filter((term) => term.source && term.target);
}
