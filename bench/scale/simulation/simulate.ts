import { Events } from './events.js';
import { History } from './history.js';
import { Line } from './line.js';

/** Many cards of one caller, which keeps so many of them under way, as `ktp-gateway read --concurrency` does. */
export interface Batch {
  /** Seconds from the beginning. */
  readonly at: number;
  readonly cards: number;
  readonly atOnce: number;
}

/** Workers that die at one time and are there again at another. */
export interface Outage {
  readonly from: number;
  readonly to: number;
  readonly workers: number;
}

export interface Situation {
  /** Each reads one card at a time. */
  readonly workers: number;
  /** When single cards come, in seconds, in order. */
  readonly arrivals: Iterable<number>;
  readonly batches?: readonly Batch[];
  readonly outages?: readonly Outage[];
  /** Single cards that may wait; further ones are refused. */
  readonly maxWaiting?: number;
  /** Seconds after which a card whose worker died is taken again. */
  readonly stalledSeconds?: number;
  /** Seconds a worker has to do with the next card. */
  readonly serviceSeconds: () => number;
}

interface Job {
  readonly came: number;
  readonly batch: { left: number } | null;
  begun: boolean;
}

type Event =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'done'; readonly work: Work }
  | { readonly kind: 'again'; readonly job: Job }
  | { readonly kind: 'outage'; readonly outage: Outage }
  | { readonly kind: 'return'; readonly workers: number };

/** A card in a worker's hands. */
interface Work {
  readonly job: Job;
  lost: boolean;
}

/**
 * One queue before many workers, event by event: single cards go before batches, each kind in its order; nothing that was begun is
 * interrupted but by the death of its worker. The same numbers in give the same numbers out.
 */
export function simulate(situation: Situation): History {
  const { serviceSeconds, maxWaiting = Number.POSITIVE_INFINITY, stalledSeconds = 30 } = situation;
  const history = new History(situation.workers);
  const events = new Events<Event>();
  const singles = new Line<Job>();
  const batched = new Line<Job>();
  const under = new Set<Work>();
  let workers = situation.workers;

  const arrivals = situation.arrivals[Symbol.iterator]();
  const begin = (now: number) => {
    while (under.size < workers) {
      const job = singles.next() ?? batched.next();
      if (job === undefined) return;
      if (!job.begun) history.began(job.batch === null ? 'single' : 'batch', job.came, now);
      job.begun = true;
      const work = { job, lost: false };
      under.add(work);
      events.put(now + serviceSeconds(), { kind: 'done', work });
    }
  };
  const come = (job: Job) => (job.batch === null ? singles : batched).add(job);
  const nextOf = (batch: { left: number }, now: number) => {
    if (batch.left === 0) return;
    batch.left -= 1;
    come({ came: now, batch, begun: false });
  };

  const happen = (event: Event, now: number): void => {
    switch (event.kind) {
      case 'batch': {
        const batch = { left: event.batch.cards };
        for (let n = 0; n < event.batch.atOnce; n += 1) nextOf(batch, now);
        return;
      }
      case 'done': {
        const { job, lost } = event.work;
        if (lost) return;
        under.delete(event.work);
        history.done(job.batch === null ? 'single' : 'batch', now);
        if (job.batch !== null) nextOf(job.batch, now);
        return;
      }
      case 'again':
        come(event.job);
        return;
      case 'outage':
        workers -= event.outage.workers;
        for (const work of [...under].slice(0, event.outage.workers)) {
          work.lost = true;
          under.delete(work);
          events.put(now + stalledSeconds, { kind: 'again', job: work.job });
        }
        events.put(event.outage.to, { kind: 'return', workers: event.outage.workers });
        return;
      case 'return':
        workers += event.workers;
    }
  };

  for (const batch of situation.batches ?? []) events.put(batch.at, { kind: 'batch', batch });
  for (const outage of situation.outages ?? []) events.put(outage.from, { kind: 'outage', outage });
  let arrival = arrivals.next();
  for (;;) {
    const now = Math.min(events.next, arrival.done ? Number.POSITIVE_INFINITY : arrival.value);
    if (now === Number.POSITIVE_INFINITY) return history;
    history.advance(now, singles.length, under.size);
    // By far the most there is of anything: single cards do not pass through the events.
    if (!arrival.done && arrival.value === now) {
      if (singles.length >= maxWaiting) history.refused(now);
      else come({ came: now, batch: null, begun: false });
      arrival = arrivals.next();
    } else {
      happen(events.take() as Event, now);
    }
    begin(now);
  }
}
