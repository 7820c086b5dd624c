import { apiFetch } from './api.js';
import { clearCache } from './cache.js';

const HOME = '/welcome';

function localPath(value) {
  if (!value) {
    return HOME;
  }
  let url;
  try {
    url = new URL(value, window.location.origin);
  } catch {
    return HOME;
  }
  if (url.origin !== window.location.origin || url.pathname.startsWith('//')) {
    return HOME;
  }
  return url.pathname + url.search + url.hash;
}

export async function endSession() {
  const params = new URLSearchParams(window.location.search);
  const reason = params.get('reason') ?? 'user';
  const returnTo = localPath(params.get('returnTo'));

  try {
    await apiFetch('/session', { method: 'DELETE', body: JSON.stringify({ reason }) });
  } catch (err) {
    console.warn('session could not be closed on the server', err);
  }

  clearCache();
  sessionStorage.removeItem('draft');
  document.body.classList.add('signed-out');
  window.location.assign(returnTo);
}
