import type { Context } from 'hono';

interface OpeningHours {
  opens: string;
  closes: string;
}

interface Slot {
  from: string;
  to: string;
}

interface Practice {
  hours(day: string): Promise<OpeningHours | null>;
  taken(day: string): Promise<Set<string>>;
}

const minutes = (clock: string): number => {
  const [hour, minute] = clock.split(':').map(Number);
  return hour * 60 + minute;
};

const clock = (value: number): string =>
  `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;

export function freeSlots(practice: Practice) {
  return async (c: Context): Promise<Response> => {
    const day = c.req.query('day') ?? new Date().toISOString().slice(0, 10);
    const length = Number(c.req.query('length') ?? '20');
    if (!Number.isInteger(length) || length < 5 || length > 240) {
      return c.json({ error: 'length must be 5 to 240 minutes' }, 400);
    }

    const hours = await practice.hours(day);
    if (!hours) {
      return c.json({ day, slots: [] });
    }
    const taken = await practice.taken(day);
    const slots: Slot[] = [];
    const end = minutes(hours.closes);
    let start = minutes(hours.opens);
    while (start + length <= end) {
      const from = clock(start);
      if (!taken.has(from)) {
        slots.push({ from, to: clock(start + length) });
      }
      start += length;
    }
    return c.json({ day, length, slots });
  };
}
