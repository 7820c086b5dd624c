import axios from 'axios';
import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ ignoreAttributes: false });

export async function importFeed(feedUrl, store, logger) {
  if (!/^https?:\/\//.test(feedUrl)) {
    throw new TypeError('feed must be a web address');
  }
  const response = await axios.get(feedUrl, {
    timeout: 8000,
    responseType: 'text',
    maxRedirects: 5,
    headers: { Accept: 'application/rss+xml, application/xml' },
  });
  const channel = parser.parse(response.data)?.rss?.channel;
  if (!channel) {
    throw new Error(`no channel in ${feedUrl}`);
  }
  const items = [].concat(channel.item ?? []).slice(0, 50).map((item) => ({
    guid: String(item.guid?.['#text'] ?? item.guid ?? item.link),
    title: item.title,
    link: item.link,
    published: item.pubDate ? new Date(item.pubDate) : null,
  }));
  const added = await store.addItems(feedUrl, items);
  logger.info({ feedUrl, total: items.length, added }, 'feed imported');
  return { title: channel.title, added };
}
