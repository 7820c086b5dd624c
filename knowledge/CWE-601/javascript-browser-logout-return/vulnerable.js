import { apiFetch } from './api.js';
import { clearCache } from './cache.js';

const HOME = '/welcome';

export async function endSession() {
  const params = new URLSearchParams(window.location.search);
  const reason = params.get('reason') ?? 'user';
  const returnTo = params.get('returnTo') ?? HOME;

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
