import { expect, it } from 'vitest';
import { Semaphore } from '../../../src/engine/concurrency/semaphore.js';

const never = new AbortController().signal;
const open = (places: number, seats: number) => new Semaphore(places, seats, () => new Error('full'));

it('lets in one after another, first come, first served', async () => {
  const semaphore = open(1, 2);
  const order: string[] = [];
  await semaphore.acquire(never);
  const first = semaphore.acquire(never).then(() => order.push('first'));
  const second = semaphore.acquire(never).then(() => order.push('second'));
  await expect(semaphore.acquire(never)).rejects.toThrow('full');
  expect([semaphore.held, semaphore.waiting]).toEqual([1, 2]);
  semaphore.release();
  await first;
  semaphore.release();
  await second;
  expect(order).toEqual(['first', 'second']);
  semaphore.release();
  expect([semaphore.held, semaphore.waiting]).toEqual([0, 0]);
});

it('lets no more wait than there are seats, however many come in one moment', async () => {
  const semaphore = open(1, 3);
  const came = Array.from({ length: 6 }, () => semaphore.acquire(never));
  expect([semaphore.held, semaphore.waiting]).toEqual([1, 3]);
  for (const refused of came.slice(4)) await expect(refused).rejects.toThrow('full');
});

it('frees the seat of someone who goes away', async () => {
  const semaphore = open(1, 1);
  await semaphore.acquire(never);
  const controller = new AbortController();
  const waiting = semaphore.acquire(controller.signal);
  controller.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  expect(semaphore.waiting).toBe(0);
  semaphore.release();
  expect(semaphore.held).toBe(0);
});

it('leaves the place to somebody else after a signal that fires too late', async () => {
  const semaphore = open(1, 1);
  await semaphore.acquire(never);
  const controller = new AbortController();
  const waiting = semaphore.acquire(controller.signal);
  semaphore.release();
  controller.abort(new Error('late'));
  await waiting;
  expect(semaphore.held).toBe(1);
  semaphore.release();
  expect(semaphore.held).toBe(0);
});

it('lets callers take turns, whoever came first', async () => {
  const semaphore = open(1, 8);
  await semaphore.acquire(never, 'many');
  const order: string[] = [];
  const come = (caller: string, name: string) =>
    semaphore.acquire(never, caller).then(() => {
      order.push(name);
      semaphore.release();
    });
  const all = ['many 1', 'many 2', 'many 3', 'one 1', 'other 1'].map((name) =>
    come(name.split(' ')[0] as string, name),
  );
  semaphore.release();
  await Promise.all(all);
  expect(order).toEqual(['many 1', 'one 1', 'other 1', 'many 2', 'many 3']);
});

it('takes a seat from the caller with the most for one who has fewer, and no other', async () => {
  const semaphore = open(1, 3);
  await semaphore.acquire(never, 'many');
  const [first, second, third] = Array.from({ length: 3 }, () => semaphore.acquire(never, 'many'));
  const one = semaphore.acquire(never, 'one');
  await expect(third).rejects.toThrow('full');
  await expect(semaphore.acquire(never, 'many')).rejects.toThrow('full');
  // Two and one: a second seat would only turn it round.
  await expect(semaphore.acquire(never, 'one')).rejects.toThrow('full');
  expect(semaphore.waiting).toBe(3);
  semaphore.release();
  await first;
  semaphore.release();
  await one;
  semaphore.release();
  await second;
});
