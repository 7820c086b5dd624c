const EMPTY = 'Nothing in the collection matches';

function appendText(panel, tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  panel.append(element);
  return element;
}

export function showResults(panel, response) {
  const word = new URLSearchParams(window.location.search).get('q') ?? '';
  panel.replaceChildren();

  if (response.items.length === 0) {
    appendText(panel, 'p', `${EMPTY} “${word}”`).className = 'empty';
    return 0;
  }
  for (const item of response.items) {
    appendText(panel, 'h3', item.title);
    appendText(panel, 'p', `${item.maker}, room ${item.room}`);
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
