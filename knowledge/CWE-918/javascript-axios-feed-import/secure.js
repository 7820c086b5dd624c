import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import axios from 'axios';
import { XMLParser } from 'fast-xml-parser';
import ipaddr from 'ipaddr.js';

const parser = new XMLParser({ ignoreAttributes: false });
const httpAgent = new http.Agent({ lookup: lookupPublic });
const httpsAgent = new https.Agent({ lookup: lookupPublic });

function lookupPublic(hostname, options, callback) {
  dns.lookup(hostname, { ...options, all: true }, (err, addresses) => {
    if (err) {
      return callback(err);
    }
    if (addresses.some(({ address }) => ipaddr.process(address).range() !== 'unicast')) {
      return callback(new Error(`${hostname} does not resolve to a public address`));
    }
    return options.all ? callback(null, addresses) : callback(null, addresses[0].address, addresses[0].family);
  });
}

function assertPublicUrl(feedUrl) {
  const { protocol, hostname } = new URL(feedUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new TypeError('feed must be a web address');
  }
  if (ipaddr.isValid(host) && ipaddr.process(host).range() !== 'unicast') {
    throw new TypeError('feed host is not public');
  }
}

export async function importFeed(feedUrl, store, logger) {
  assertPublicUrl(feedUrl);
  const response = await axios.get(feedUrl, {
    timeout: 8000,
    responseType: 'text',
    maxRedirects: 0,
    httpAgent,
    httpsAgent,
    proxy: false,
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
