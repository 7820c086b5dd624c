import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { sessionFromCookie, type AgentSession } from './session';
import { conversations } from './conversations';

const server = createServer();
const wss = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });

function refuse(socket: Duplex, line: string): void {
  socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\n\r\n`);
}

server.on('upgrade', async (req: IncomingMessage, socket: Duplex, head: Buffer) => {
  const session = await sessionFromCookie(req.headers.cookie ?? '');
  if (!session) {
    refuse(socket, '401 Unauthorized');
    return;
  }
  wss.handleUpgrade(req, socket, head, (ws) => attachAgent(ws, session));
});

function attachAgent(ws: WebSocket, session: AgentSession): void {
  const unsubscribe = conversations.subscribe(session.teamId, (update) => ws.send(JSON.stringify(update)));
  ws.on('message', async (raw) => {
    try {
      const { conversationId, text } = JSON.parse(raw.toString());
      await conversations.reply(session.agentId, String(conversationId), String(text).slice(0, 4000));
    } catch {
      ws.send(JSON.stringify({ error: 'message was not understood' }));
    }
  });
  ws.on('close', unsubscribe);
}

server.listen(8090);
