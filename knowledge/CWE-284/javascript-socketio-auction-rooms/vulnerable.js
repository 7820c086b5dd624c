import { Server } from 'socket.io';
import { auctions, bids } from './db.js';
import { authenticateHandshake } from './auth.js';

export function attachAuctionRooms(httpServer, log) {
  const io = new Server(httpServer, { path: '/live' });
  io.use(authenticateHandshake);

  io.on('connection', (socket) => {
    const { member } = socket.data;

    socket.on('auction:join', async (auctionId, ack) => {
      const auction = await auctions.byId(String(auctionId));
      if (!auction || auction.endsAt < Date.now()) return ack({ error: 'no running auction' });
      await socket.join(`auction:${auction.id}`);
      log.info({ member: member.id, auction: auction.id }, 'joined auction');
      ack({ title: auction.title, bids: await bids.latest(auction.id, 20) });
    });

    socket.on('auction:bid', async (auctionId, cents, ack) => {
      const room = `auction:${String(auctionId)}`;
      if (!Number.isSafeInteger(cents) || cents <= 0) return ack({ error: 'bad amount' });
      const bid = await bids.place(String(auctionId), member.id, cents);
      if (!bid) return ack({ error: 'bid is too low' });
      io.to(room).emit('auction:bid', { cents: bid.cents, by: member.alias, at: bid.placedAt });
      ack({ ok: true });
    });
  });
  return io;
}
