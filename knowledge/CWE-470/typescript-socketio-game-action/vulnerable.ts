import type { Server, Socket } from 'socket.io';

interface Player {
  id: string;
  nickname: string;
  team: 'red' | 'blue' | null;
}

class Lobby {
  private readonly players = new Map<string, Player>();

  join(socketId: string, nickname: string): Player {
    const player: Player = { id: socketId, nickname: nickname.slice(0, 24), team: null };
    this.players.set(socketId, player);
    return player;
  }

  chooseTeam(socketId: string, team: 'red' | 'blue'): void {
    const player = this.players.get(socketId);
    if (player && (team === 'red' || team === 'blue')) {
      player.team = team;
    }
  }

  leave(socketId: string): void {
    this.players.delete(socketId);
  }

  removeEverybody(): void {
    this.players.clear();
  }
}

export function attachLobby(io: Server): void {
  const lobby = new Lobby();
  io.on('connection', (socket: Socket) => {
    socket.on('lobby', (action: string, args: unknown[], done: (answer: unknown) => void) => {
      const method = (lobby as any)[action];
      if (typeof method !== 'function') {
        done({ error: 'unknown action' });
        return;
      }
      try {
        const result = method.call(lobby, socket.id, ...args);
        io.emit('lobby:changed', { by: socket.id, action });
        done({ result: result ?? null });
      } catch (err) {
        done({ error: 'the action failed' });
      }
    });
    socket.on('disconnect', () => lobby.leave(socket.id));
  });
}
