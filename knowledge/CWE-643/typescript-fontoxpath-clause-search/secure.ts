import { evaluateXPathToNodes, evaluateXPathToString } from 'fontoxpath';
import { sync as parseXml } from 'slimdom-sax-parser';
import type { Element } from 'slimdom';
import { contracts } from '../stores/contracts';

export interface ClauseHit {
  id: string;
  heading: string;
  excerpt: string;
}

export async function searchClauses(
  contractId: string,
  party: string,
  keyword: string,
  language?: string,
): Promise<ClauseHit[]> {
  const doc = parseXml(await contracts.readXml(contractId));
  const conditions = ["@party = ('all', $party)", 'contains(lower-case(.), $keyword)'];
  if (language) {
    conditions.push('@xml:lang = $language');
  }
  const path = `//clause[${conditions.join(' and ')}]`;
  const nodes = evaluateXPathToNodes<Element>(path, doc, null, {
    party,
    keyword: keyword.toLowerCase(),
    language: language ?? '',
  });

  return nodes.slice(0, 50).map((node) => {
    const text = evaluateXPathToString('normalize-space(.)', node);
    const at = Math.max(0, text.toLowerCase().indexOf(keyword.toLowerCase()) - 40);
    return {
      id: node.getAttribute('id') ?? '',
      heading: evaluateXPathToString('heading', node),
      excerpt: text.slice(at, at + 160),
    };
  });
}
