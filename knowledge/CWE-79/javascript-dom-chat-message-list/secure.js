const TIME = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit' });
const MAX_MESSAGES = 200;

export function appendMessage(list, message, ownId) {
  const item = document.createElement('li');
  item.className = message.senderId === ownId ? 'msg own' : 'msg';
  item.dataset.id = message.id;

  const time = TIME.format(new Date(message.sentAt));
  const avatar = document.createElement('img');
  avatar.className = 'avatar';
  avatar.alt = '';
  avatar.src = new URL(message.avatarUrl, window.location.origin).href;

  const name = document.createElement('b');
  name.textContent = message.nickname;

  const stamp = document.createElement('time');
  stamp.textContent = time;

  const body = document.createElement('p');
  body.style.whiteSpace = 'pre-line';
  body.textContent = message.text;

  item.append(avatar, name, ' ', stamp, body);

  list.append(item);
  while (list.children.length > MAX_MESSAGES) {
    list.firstElementChild.remove();
  }
  list.scrollTop = list.scrollHeight;
}

export function connectChat(url, list, ownId) {
  const socket = new WebSocket(url);
  socket.addEventListener('message', (event) => {
    appendMessage(list, JSON.parse(event.data), ownId);
  });
  return socket;
}
