const EMPTY = 'Nothing in the collection matches';

export function showResults(panel, response) {
  const word = new URLSearchParams(window.location.search).get('q') ?? '';
  panel.replaceChildren();

  if (response.items.length === 0) {
    panel.insertAdjacentHTML('beforeend', `<p class="empty">${EMPTY} <q>${word}</q></p>`);
    return 0;
  }
  for (const item of response.items) {
    panel.insertAdjacentHTML('beforeend', `<h3>${item.title}</h3>`);
    panel.insertAdjacentHTML('beforeend', `<p>${item.maker}, room ${item.room}</p>`);
  }
  panel.hidden = false;
  return response.items.length;
}

export async function search(panel, form) {
  const word = new FormData(form).get('q');
  const response = await fetch(`/api/collection?q=${encodeURIComponent(word)}`);
  if (!response.ok) {
    throw new Error(`search failed with ${response.status}`);
  }
  history.pushState(null, '', `?q=${encodeURIComponent(word)}`);
  return showResults(panel, await response.json());
}
