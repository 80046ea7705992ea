import { expect, it } from 'vitest';
import { WaitingRoom } from '../../src/engine/waiting-room.js';

const never = new AbortController().signal;

it('lets in one after another, first come, first served', async () => {
  const room = new WaitingRoom(1, 2);
  const order: string[] = [];
  await room.enter(never);
  const first = room.enter(never).then(() => order.push('first'));
  const second = room.enter(never).then(() => order.push('second'));
  expect([room.inside, room.waiting, room.full]).toEqual([1, 2, true]);
  room.leave();
  await first;
  room.leave();
  await second;
  expect(order).toEqual(['first', 'second']);
  room.leave();
  expect([room.inside, room.waiting, room.full]).toEqual([0, 0, false]);
});

it('frees the seat of someone who goes away', async () => {
  const room = new WaitingRoom(1, 1);
  await room.enter(never);
  const controller = new AbortController();
  const waiting = room.enter(controller.signal);
  controller.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  expect([room.waiting, room.full]).toEqual([0, false]);
  room.leave();
  expect(room.inside).toBe(0);
});

it('leaves the place to somebody else after a signal that fires too late', async () => {
  const room = new WaitingRoom(1, 1);
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
