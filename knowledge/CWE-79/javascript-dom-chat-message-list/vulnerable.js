const TIME = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit' });
const MAX_MESSAGES = 200;

export function appendMessage(list, message, ownId) {
  const item = document.createElement('li');
  item.className = message.senderId === ownId ? 'msg own' : 'msg';
  item.dataset.id = message.id;

  const time = TIME.format(new Date(message.sentAt));
  let html = `<img class="avatar" src="${message.avatarUrl}" alt="">`;
  html += `<b>${message.nickname}</b> <time>${time}</time>`;
  html += `<p>${message.text.replace(/\n/g, '<br>')}</p>`;
  item.innerHTML = html;

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
