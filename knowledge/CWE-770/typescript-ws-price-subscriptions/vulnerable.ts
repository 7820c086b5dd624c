import { WebSocket, WebSocketServer } from 'ws';

interface Quote {
  symbol: string;
  price: number;
}

type QuoteSource = (symbol: string) => Promise<Quote>;

export function startPriceFeed(port: number, quote: QuoteSource): WebSocketServer {
  const server = new WebSocketServer({ port, maxPayload: 0 });

  server.on('connection', (socket: WebSocket) => {
    const timers = new Map<string, NodeJS.Timeout>();

    socket.on('message', (data) => {
      let message: { type?: string; symbol?: string };
      try {
        message = JSON.parse(data.toString());
      } catch {
        socket.send(JSON.stringify({ error: 'bad message' }));
        return;
      }
      const symbol = String(message.symbol ?? '').toUpperCase();
      if (message.type === 'subscribe' && !timers.has(symbol)) {
        timers.set(symbol, setInterval(async () => {
          const answer = await quote(symbol).catch(() => ({ symbol, error: 'no quote' }));
          socket.send(JSON.stringify(answer));
        }, 1000));
      } else if (message.type === 'unsubscribe') {
        clearInterval(timers.get(symbol));
        timers.delete(symbol);
      }
    });

    socket.on('close', () => timers.forEach((timer) => clearInterval(timer)));
  });
  return server;
}
