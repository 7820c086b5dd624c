import { nodeCrypto, Random } from 'random-js';
import type { Knex } from 'knex';

export interface DrawResult {
  drawNo: number;
  tickets: number;
  winners: string[];
}

export async function drawWinners(db: Knex, drawNo: number, prizes: number): Promise<DrawResult> {
  return db.transaction(async (trx) => {
    const draw = await trx('draws').where({ draw_no: drawNo }).forUpdate().first();
    if (!draw || draw.drawn_at) {
      throw new Error(`draw ${drawNo} does not exist or is over`);
    }
    const tickets: string[] = await trx('tickets')
      .where({ draw_no: drawNo, paid: true })
      .orderBy('ticket_no')
      .pluck('ticket_no');
    if (tickets.length < prizes) {
      throw new Error(`draw ${drawNo} has only ${tickets.length} tickets`);
    }

    const random = new Random(nodeCrypto);
    const winners = random.sample(tickets, prizes);

    await trx('winners').insert(
      winners.map((ticketNo, place) => ({ draw_no: drawNo, ticket_no: ticketNo, place: place + 1 })),
    );
    await trx('draws').where({ draw_no: drawNo }).update({ drawn_at: trx.fn.now() });
    return { drawNo, tickets: tickets.length, winners };
  });
}
