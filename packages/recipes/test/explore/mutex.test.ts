import * as recipes from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import { type Mistake, withMistake } from '../model/mutant.ts';
import type { Program } from '../model/replay.ts';
import { searchAll } from '../model/search.ts';
import { type Budget, PROMISES, type Scope } from '../model/world.ts';

const LOCK = '/lock';

/** Holds the lock for one effect. */
function user({ Mutex }: Pick<typeof recipes, 'Mutex'>): Program {
  return async ({ keeper, signal, granted, effect }) => {
    const grant = await new Mutex(keeper, LOCK).acquire({ signal });
    granted(grant);
    await effect(grant.token);
    await grant.release();
  };
}

const scope = (
  clients: number,
  budget: Partial<Budget>,
  from: Pick<typeof recipes, 'Mutex'> = recipes,
): Scope => ({
  programs: Array.from({ length: clients }, () => user(from)),
  there: [LOCK],
  budget,
});

describe('the mutex, in all worlds of', () => {
  it.each<[clients: number, budget: Partial<Budget>, worlds: number]>([
    [2, {}, 253],
    [2, { cuts: 1 }, 5357],
    [2, { expiries: 1 }, 1841],
    [2, { crashes: 1 }, 1651],
    [2, { aborts: 1 }, 2359],
    [2, { collects: 1 }, 345],
    [3, {}, 32_515],
  ])('%i clients with %j, holds its promises', async (clients, budget, worlds) => {
    const found = await searchAll(scope(clients, budget));
    expect(found).toMatchObject({
      broken: null,
      steps: [],
      reached: ['somebody is granted something'],
    });
    expect(found.worlds).toBe(worlds);
  });

  it('two clients whose parent is not there, holds its promises', async () => {
    const found = await searchAll({ ...scope(2, { collects: 1 }), there: [] });
    expect(found).toMatchObject({ broken: null, steps: [] });
  });
});

it('without a look at tokens, a paused holder acts behind the next one', async () => {
  const found = await searchAll({ ...scope(2, { expiries: 1 }), fenced: false });
  expect(found.broken).toBe(PROMISES.effects);
});

interface Killed extends Mistake {
  readonly clients?: number;
  readonly budget: Partial<Budget>;
  readonly breaks: string;
}

const mistakes: readonly Killed[] = [
  {
    says: 'turns go by whole names, which begin with an id',
    file: 'claims/sequence.ts',
    from: '.sort((a, b) => (a.sequence - b.sequence) | 0)',
    to: '.sort((a, b) => (a.name < b.name ? -1 : 1))',
    budget: {},
    breaks: PROMISES.exclusion,
  },
  {
    says: 'a claim is not protected: a lost answer leaves an orphan',
    file: 'claims/claim.ts',
    from: 'protect: true,',
    to: '',
    budget: { cuts: 1 },
    breaks: PROMISES.hang,
  },
  {
    says: 'a claim stays: the article has persistent znodes',
    file: 'claims/claim.ts',
    from: "mode: 'ephemeral-sequential'",
    to: "mode: 'persistent-sequential'",
    budget: { crashes: 1 },
    breaks: PROMISES.hang,
  },
  {
    says: 'everybody waits for the first: one who goes wakes all',
    file: 'claims/turn.ts',
    from: '(claims, own) => claims[claims.indexOf(own) - 1] ?? null',
    to: '(claims, own) => (claims[0] === own ? null : claims[0] ?? null)',
    clients: 3,
    budget: {},
    breaks: PROMISES.herd,
  },
  {
    says: 'nobody looks again once the watch is set: the one ahead has gone before',
    file: 'claims/turn.ts',
    from: "if (!isKeeperError(error, 'no-node')) throw error;",
    to: 'await eitherOf(rung, claim.signal);',
    budget: {},
    breaks: PROMISES.hang,
  },
  {
    says: 'the token is the number in the name, which begins anew with the parent',
    file: 'claims/claim.ts',
    from: 'this.token = stat.czxid;',
    to: 'this.token = BigInt(this.name.slice(-10));',
    budget: { collects: 1 },
    breaks: PROMISES.order,
  },
  {
    says: 'the grant does not hear of its session (kazoo 2.8: is_acquired)',
    file: 'grant.ts',
    from: "if (loseOn === 'suspended') this.#heard(state);",
    to: '',
    budget: { cuts: 1 },
    breaks: PROMISES.knows,
  },
  {
    says: 'a delete that was not answered counts as done',
    file: 'claims/claim.ts',
    from: 'await persist(() => this.#keeper.delete(this.path));',
    to: 'await this.#keeper.delete(this.path).catch(() => {});',
    clients: 1,
    budget: { cuts: 1 },
    breaks: PROMISES.orphan,
  },
  {
    says: 'a delete that was not answered is tried again, and to find nothing is an error',
    file: 'claims/claim.ts',
    from: "if (!isKeeperError(error, 'no-node') && !isOver(error)) throw error;",
    to: 'throw new TypeError(String(error));',
    budget: { cuts: 1 },
    breaks: PROMISES.sound,
  },
  {
    says: 'who gives up leaves the claim',
    file: 'claims/contest.ts',
    from: 'void claiming.then((claim) => claim.release()).catch(() => {});',
    to: '',
    clients: 1,
    budget: { aborts: 1 },
    breaks: PROMISES.orphan,
  },
  {
    says: 'the first claim is deleted instead of the own (the article’s release)',
    file: 'claims/claim.ts',
    from: 'await persist(() => this.#keeper.delete(this.path));',
    to: `const { children } = await this.#keeper.getChildren(this.parent);
      await this.#keeper.delete(this.parent + '/' + [...children].sort()[0]);`,
    budget: {},
    breaks: PROMISES.sound,
  },
];

describe('a mutex is found out where', () => {
  it.each(mistakes)('$says', async ({ clients = 2, budget, breaks, ...mistake }) => {
    const found = await withMistake(mistake, (mutant) => searchAll(scope(clients, budget, mutant)));
    expect(found.broken).toBe(breaks);
  });
});
