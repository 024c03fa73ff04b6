import type { Permutation, RequestId, Shape, Subject } from '@menagerie/contract';
import type { Hunt } from './hunt.ts';
import type { Work } from './reduce.ts';
import type { Wish } from './wish.ts';

/** The contract's bound: server sets are bit masks. */
const MAX_SERVERS = 31;

/** Makes a run easier to read without making it longer; each change is kept only if the violation is. */
export function* tidy<S extends Shape>(hunt: Hunt<S>, subject: Subject<S>): Work {
  for (const change of [wholeSyncs, plainCrashes, numberedRequests, usualWrites]) {
    const { config, wishes } = hunt.best;
    hunt.attempt(config, change(wishes, subject), true);
    yield;
  }
  const { config, wishes } = hunt.best;
  const permutation = byFirstAppearance(wishes);
  const { schemas } = subject.protocol;
  const renamed = wishes.map((wish) => rename(wish, permutation, subject));
  hunt.attempt(schemas.config.permute(config, permutation), renamed, true);
  yield;
}

/** A sync takes all that is written by then. */
function wholeSyncs<S extends Shape>(wishes: readonly Wish<S>[]): readonly Wish<S>[] {
  return wishes.map((wish) =>
    wish.decision.type === 'sync'
      ? { ...wish, decision: { ...wish.decision, batches: Number.MAX_SAFE_INTEGER } }
      : wish,
  );
}

/** A crash keeps nothing that was not durable. */
function plainCrashes<S extends Shape>(wishes: readonly Wish<S>[]): readonly Wish<S>[] {
  return wishes.map((wish) =>
    wish.decision.type === 'crash'
      ? { ...wish, decision: { ...wish.decision, keep: 0, torn: false } }
      : wish,
  );
}

/** Requests count from 1 in the order in which they are made. */
function numberedRequests<S extends Shape>(wishes: readonly Wish<S>[]): readonly Wish<S>[] {
  const numbers = new Map<RequestId, number>();
  return wishes.map((wish) => {
    const { decision } = wish;
    if (decision.type !== 'command') return wish;
    const request = numbers.get(decision.request) ?? numbers.size + 1;
    numbers.set(decision.request, request);
    return { ...wish, decision: { ...decision, request } };
  });
}

/** The n-th write writes what the subject's n-th write would. */
function usualWrites<S extends Shape>(
  wishes: readonly Wish<S>[],
  subject: Subject<S>,
): readonly Wish<S>[] {
  const { type } = subject.write(1);
  let nth = 0;
  return wishes.map((wish) => {
    const { decision } = wish;
    if (decision.type !== 'command' || decision.command.type !== type) return wish;
    nth += 1;
    return { ...wish, decision: { ...decision, command: subject.write(nth) } };
  });
}

function byFirstAppearance<S extends Shape>(wishes: readonly Wish<S>[]): Permutation {
  const order: number[] = [];
  const meet = (server: number): void => {
    if (!order.includes(server)) order.push(server);
  };
  for (const { decision } of wishes) {
    if ('server' in decision) meet(decision.server);
    else {
      meet(decision.from);
      meet(decision.to);
    }
  }
  // A message or a command may still name a server that the configuration has no more.
  for (let server = 0; server < MAX_SERVERS; server += 1) meet(server);
  return order.map((_, server) => order.indexOf(server));
}

function rename<S extends Shape>(
  { decision, about }: Wish<S>,
  permutation: Permutation,
  { protocol }: Subject<S>,
): Wish<S> {
  const to = (server: number): number => permutation[server] ?? server;
  if (!('server' in decision)) {
    const ends = { from: to(decision.from), to: to(decision.to) };
    if (about === null) return { decision: { ...decision, ...ends }, about };
    const message = protocol.schemas.message.permute(about.message, permutation);
    return { decision: { ...decision, ...ends }, about: { ...about, message } };
  }
  const server = to(decision.server);
  if (decision.type !== 'command') return { decision: { ...decision, server }, about: null };
  const command = protocol.schemas.command.permute(decision.command, permutation);
  return { decision: { ...decision, server, command }, about: null };
}
