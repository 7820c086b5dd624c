const params = new URL(self.location.href).searchParams;
const CACHE = `notebook-${params.get('v') ?? '1'}`;
const SHELL = ['/', '/app.css', '/app.js', '/offline.html'];
const PARSERS = Object.freeze({
  markdown: '/vendor/parser-markdown.js',
  asciidoc: '/vendor/parser-asciidoc.js',
});

const parserName = params.get('parser') ?? 'markdown';
self.importScripts(Object.hasOwn(PARSERS, parserName) ? PARSERS[parserName] : PARSERS.markdown);

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then((names) =>
      Promise.all(names.filter((name) => name.startsWith('notebook-') && name !== CACHE).map((name) => caches.delete(name))),
    ),
  );
});

self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (!pathname.startsWith('/notes/') || event.request.method !== 'GET') {
    return;
  }
  event.respondWith(
    fetch(event.request)
      .then(async (response) => {
        const html = self.noteParser.toHtml(await response.text());
        return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
      })
      .catch(() => caches.match('/offline.html')),
  );
});
