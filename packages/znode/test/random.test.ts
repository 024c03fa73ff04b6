import { isDeepStrictEqual } from 'node:util';
import { type Applied, Tree } from '@menagerie/znode';
import { describe, expect, it } from 'vitest';
import { Commands, senders } from './helpers/commands.ts';
import { NaiveTree } from './helpers/naive.ts';
import { Random } from './helpers/random.ts';

const asks = ['exists', 'getData', 'getACL', 'getChildren2', 'getAllChildrenNumber'] as const;
const all = { scheme: 'super', id: '' };
const reader = { identities: [all], session: 0n };

/** What there is to see of a tree, path by path. */
function seen(tree: Tree, paths: Iterable<string>): unknown[] {
  return [...paths].map((path) => {
    const body = { path, watch: false };
    const data = tree.read({ type: 'getData', body }, reader);
    const list = tree.read({ type: 'getChildren', body }, reader);
    const acl = tree.read({ type: 'getACL', body }, reader);
    const below = tree.read({ type: 'getAllChildrenNumber', body }, reader);
    return {
      path,
      data: data.reply?.type === 'getData' ? data.reply.body.data && [...data.reply.body.data] : 0,
      stat: data.reply?.type === 'getData' ? data.reply.body.stat : 0,
      children:
        list.reply?.type === 'getChildren' ? new Set(list.reply.body.children ?? []) : 'none',
      acl: acl.reply?.type === 'getACL' ? acl.reply.body.acl : 0,
      below: below.reply?.body,
    };
  });
}

function expected(naive: NaiveTree): unknown[] {
  return [...naive.znodes].map(([path, { data, acl }]) => ({
    path,
    data: data && [...data],
    stat: naive.stat(path),
    children: new Set(naive.children(path)),
    acl,
    below: { totalNumber: naive.below(path).length },
  }));
}

const changesOf = ({ changes }: Applied) => changes.map(({ type, path }) => ({ type, path }));

const compareText = (one: string, other: string) => (one < other ? -1 : 1);

const byPath = (one: { readonly path: string }, other: { readonly path: string }) =>
  one.path < other.path ? -1 : 1;

/** As `expect` has it, which takes far longer. */
function same(at: string, found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted))
    expect({ at, value: found }).toEqual({ at, value: wanted });
}

/** One sequence of commands, on a tree and on a naive one. */
function compare(seed: number, length: number, tally: number[] = []): void {
  const random = new Random(seed);
  const options = {
    ttl: !random.chance(10),
    enforceQuota: random.chance(70),
    skipACL: random.chance(10),
    seed: random.below(2 ** 31),
  };
  const tree = new Tree(options);
  const naive = new NaiveTree(options);
  const commands = new Commands(random);
  const first = { type: 'createSession', ...commands.stamp(), session: 1n, timeoutMs: 1 } as const;
  for (const command of [first, ...(random.chance(50) ? commands.quotas() : [])]) {
    same(`seed ${seed}, at first`, tree.apply(command).error, naive.apply(command).error);
  }
  for (let step = 0; step < length; step += 1) {
    const at = `seed ${seed}, command ${step}`;
    const due = random.chance(5) ? tree.reapable(commands.time, 100) : [];
    if (due.length > 0) {
      same(
        at,
        due.map(({ path }) => path).sort(compareText),
        naive.reapable(commands.time).sort(compareText),
      );
    }
    const reap = due.map((it) => ({ type: 'reap', ...commands.stamp(), ...it }) as const);
    for (const command of [...reap, commands.next()]) {
      const applied = tree.apply(command);
      const outcome = naive.apply(command);
      tally.push(applied.error);
      const isClose = command.type === 'closeSession' || command.type === 'expireSession';
      const body = isClose ? null : (applied.reply?.body ?? null);
      const changes = changesOf(applied);
      // Which ephemeral of a session goes first is nobody's promise.
      if (isClose) changes.sort(byPath);
      const expectedChanges = isClose ? [...outcome.changes].sort(byPath) : outcome.changes;
      same(at, applied.zxid, command.zxid);
      same(at, applied.error, outcome.error);
      same(at, body, outcome.body);
      same(at, changes, expectedChanges);
      const path = commands.path();
      const identities = random.pick(senders);
      for (const ask of asks) {
        const request = { type: ask, body: { path, watch: false } } as const;
        const { error } = tree.read(request, { identities, session: 0n });
        same(`${at}, ${ask} of ${path}`, error, naive.readError(ask, path, identities));
      }
    }
  }
  const at = `seed ${seed}`;
  same(at, seen(tree, naive.znodes.keys()), expected(naive));
  same(at, tree.size, naive.znodes.size);
  same(at, tree.digest, naive.digest());
  expect(tree.sessions.map(({ id, timeoutMs }) => [id, timeoutMs])).toEqual([...naive.sessions]);
  for (const session of naive.sessions.keys()) {
    const asked = { type: 'getEphemerals', body: { prefixPath: null } } as const;
    const { reply } = tree.read(asked, { identities: [], session });
    const paths = reply?.type === 'getEphemerals' ? (reply.body.ephemerals ?? []) : [];
    same(at, paths.map(String).sort(compareText), naive.ephemerals(session).sort(compareText));
  }
}

describe('a tree and a naive one that was written from the reference', () => {
  it('agree on everything over 2,000 random sequences of commands', () => {
    const tally: number[] = [];
    for (let seed = 0; seed < 2000; seed += 1) compare(seed, 80, tally);
    const errors = [-125, -120, -114, -112, -111, -110, -108, -103, -102, -101, -8, -6, -5, 0];
    expect([...new Set(tally)].sort((one, other) => one - other)).toEqual(errors);
    for (const error of errors) {
      const times = tally.filter((other) => other === error).length;
      expect({ error, often: times > 20 }).toEqual({ error, often: true });
    }
  });

  it('agree over long ones', () => {
    for (let seed = 10_000; seed < 10_010; seed += 1) compare(seed, 3000);
  });
});
