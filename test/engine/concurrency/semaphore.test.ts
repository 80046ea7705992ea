import { expect, it } from 'vitest';
import { WaitingRoom } from '../../../src/engine/concurrency/semaphore.js';

const never = new AbortController().signal;
const open = (places: number, seats: number) => new WaitingRoom(places, seats, () => new Error('full'));

it('lets in one after another, first come, first served', async () => {
  const room = open(1, 2);
  const order: string[] = [];
  await room.enter(never);
  const first = room.enter(never).then(() => order.push('first'));
  const second = room.enter(never).then(() => order.push('second'));
  await expect(room.enter(never)).rejects.toThrow('full');
  expect([room.inside, room.waiting]).toEqual([1, 2]);
  room.leave();
  await first;
  room.leave();
  await second;
  expect(order).toEqual(['first', 'second']);
  room.leave();
  expect([room.inside, room.waiting]).toEqual([0, 0]);
});

it('lets no more wait than there are seats, however many come in one moment', async () => {
  const room = open(1, 3);
  const came = Array.from({ length: 6 }, () => room.enter(never));
  expect([room.inside, room.waiting]).toEqual([1, 3]);
  for (const refused of came.slice(4)) await expect(refused).rejects.toThrow('full');
});

it('frees the seat of someone who goes away', async () => {
  const room = open(1, 1);
  await room.enter(never);
  const controller = new AbortController();
  const waiting = room.enter(controller.signal);
  controller.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  expect(room.waiting).toBe(0);
  room.leave();
  expect(room.inside).toBe(0);
});

it('leaves the place to somebody else after a signal that fires too late', async () => {
  const room = open(1, 1);
  await room.enter(never);
  const controller = new AbortController();
  const waiting = room.enter(controller.signal);
  room.leave();
  controller.abort(new Error('late'));
  await waiting;
  expect(room.inside).toBe(1);
  room.leave();
  expect(room.inside).toBe(0);
});

it('lets callers take turns, whoever came first', async () => {
  const room = open(1, 8);
  await room.enter(never, 'many');
  const order: string[] = [];
  const come = (caller: string, name: string) =>
    room.enter(never, caller).then(() => {
      order.push(name);
      room.leave();
    });
  const all = ['many 1', 'many 2', 'many 3', 'one 1', 'other 1'].map((name) =>
    come(name.split(' ')[0] as string, name),
  );
  room.leave();
  await Promise.all(all);
  expect(order).toEqual(['many 1', 'one 1', 'other 1', 'many 2', 'many 3']);
});

it('takes a seat from the caller with the most for one who has fewer, and no other', async () => {
  const room = open(1, 3);
  await room.enter(never, 'many');
  const [first, second, third] = Array.from({ length: 3 }, () => room.enter(never, 'many'));
  const one = room.enter(never, 'one');
  await expect(third).rejects.toThrow('full');
  await expect(room.enter(never, 'many')).rejects.toThrow('full');
  // Two and one: a second seat would only turn it round.
  await expect(room.enter(never, 'one')).rejects.toThrow('full');
  expect(room.waiting).toBe(3);
  room.leave();
  await first;
  room.leave();
  await one;
  room.leave();
  await second;
});
