import { Client } from '@elastic/elasticsearch';
import type { Logger } from 'pino';

export interface SearchInput {
  words: string;
  folder?: string;
  page: number;
}

export interface DocumentHit {
  id: string;
  title: string;
  snippet: string;
}

const PAGE_SIZE = 20;

export async function searchDocuments(client: Client, tenantId: string, input: SearchInput, log: Logger) {
  const filter: object[] = [{ term: { tenant: tenantId } }, { term: { deleted: false } }];
  if (input.folder) {
    filter.push({ term: { folder: input.folder } });
  }
  const page = Math.max(0, Math.trunc(input.page) || 0);

  const response = await client.search<{ title: string; body: string }>({
    index: 'documents',
    from: page * PAGE_SIZE,
    size: PAGE_SIZE,
    query: {
      bool: {
        filter,
        must: [{ simple_query_string: { query: input.words, fields: ['title', 'body'], default_operator: 'and' } }],
      },
    },
    highlight: { fields: { body: { number_of_fragments: 1 } } },
  });

  const hits: DocumentHit[] = response.hits.hits.map((hit) => ({
    id: hit._id ?? '',
    title: hit._source?.title ?? '',
    snippet: hit.highlight?.body?.[0] ?? '',
  }));
  log.info({ tenantId, page, hits: hits.length }, 'documents searched');
  return { page, hits };
}
