import { setTimeout as sleep } from 'node:timers/promises';

function baseUrl(setting) {
  const text = setting.includes('://') ? setting : `https://${setting}`;
  const url = new URL(text);
  if (url.protocol !== 'https:') {
    throw new Error(`CRM address must use https, not ${url.protocol}`);
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url.href;
}

export async function pushContacts(contacts, { server, apiKey, batchSize = 50 }) {
  const base = baseUrl(server);
  let pushed = 0;
  for (let start = 0; start < contacts.length; start += batchSize) {
    const batch = contacts.slice(start, start + batchSize).map((c) => ({
      ref: c.id,
      name: `${c.firstName} ${c.lastName}`.trim(),
      email: c.email,
      phone: c.phone ?? null,
    }));
    const response = await fetch(`${base}/api/contacts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify({ contacts: batch }),
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status === 429) {
      await sleep(Number(response.headers.get('retry-after') ?? 5) * 1000);
      start -= batchSize;
      continue;
    }
    if (!response.ok) {
      throw new Error(`CRM answered ${response.status} after ${pushed} contacts`);
    }
    pushed += batch.length;
  }
  return pushed;
}
