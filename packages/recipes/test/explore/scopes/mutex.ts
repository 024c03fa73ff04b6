import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';

const LOCK = '/lock';

/** Holds the lock for one effect. */
const user =
  ({ Mutex }: Recipes): Program =>
  async ({ keeper, signal, granted, effect }) => {
    const grant = await new Mutex(keeper, LOCK).acquire({ signal });
    granted(grant);
    await effect(grant.token);
    await grant.release();
  };

const mutexes =
  (clients: number, budget: Partial<Budget> = {}) =>
  (recipes: Recipes): Scope => ({
    programs: Array.from({ length: clients }, () => user(recipes)),
    there: [LOCK],
    budget,
  });

export const mutex: Explored = {
  name: 'the mutex',
  looks: [
    { says: 'two clients', scope: mutexes(2), worlds: 110 },
    { says: 'two clients, one connection lost', scope: mutexes(2, { cuts: 1 }), worlds: 1989 },
    { says: 'two clients, one session ended', scope: mutexes(2, { expiries: 1 }), worlds: 745 },
    { says: 'two clients, one crash', scope: mutexes(2, { crashes: 1 }), worlds: 435 },
    { says: 'two clients, one gives up', scope: mutexes(2, { aborts: 1 }), worlds: 912 },
    {
      says: 'two clients, an empty parent removed',
      scope: mutexes(2, { collects: 1 }),
      worlds: 130,
    },
    {
      says: 'two clients, no parent at first',
      scope: (recipes) => ({ ...mutexes(2, { collects: 1 })(recipes), there: [] }),
      worlds: 496,
    },
  ],
  longLooks: [
    { says: 'three clients', scope: mutexes(3), worlds: 3223 },
    {
      says: 'two clients, a connection lost, a session ended and a crash',
      scope: mutexes(2, { cuts: 1, expiries: 1, crashes: 1 }),
      worlds: 23_163,
    },
    {
      says: 'two clients, a connection lost and one gives up',
      scope: mutexes(2, { cuts: 1, aborts: 1 }),
      worlds: 22_399,
    },
    {
      says: 'three clients, one session ended',
      scope: mutexes(3, { expiries: 1 }),
      worlds: 58_882,
    },
    { says: 'three clients, one connection lost', scope: mutexes(3, { cuts: 1 }), worlds: 123_493 },
    { says: 'three clients, one crash', scope: mutexes(3, { crashes: 1 }), worlds: 24_487 },
  ],
  mistakes: [
    {
      says: 'turns go by whole names, which begin with an id',
      file: 'claims/sequence.ts',
      from: '.sort((a, b) => (a.sequence - b.sequence) | 0)',
      to: '.sort((a, b) => (a.name < b.name ? -1 : 1))',
      scope: mutexes(2, {}),
      withThree: mutexes(3, {}),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'a claim is not protected: a lost answer leaves an orphan',
      file: 'claims/claim.ts',
      from: 'protect: true,',
      to: '',
      scope: mutexes(2, { cuts: 1 }),
      withThree: mutexes(3, { cuts: 1 }),
      breaks: PROMISES.hang,
    },
    {
      says: 'a claim stays: the article has persistent znodes',
      file: 'claims/claim.ts',
      from: "mode: 'ephemeral-sequential'",
      to: "mode: 'persistent-sequential'",
      scope: mutexes(2, { crashes: 1 }),
      withThree: mutexes(3, { crashes: 1 }),
      breaks: PROMISES.hang,
    },
    {
      says: 'everybody waits for the first: one who goes wakes all',
      file: 'claims/turn.ts',
      from: '(claims, own) => claims[claims.indexOf(own) - 1] ?? null',
      to: '(claims, own) => (claims[0] === own ? null : claims[0] ?? null)',
      scope: mutexes(3, {}),
      breaks: PROMISES.herd,
    },
    {
      says: 'nobody looks again once the watch is set: the one ahead has gone before',
      file: 'claims/turn.ts',
      from: "if (!isKeeperError(error, 'no-node')) throw error;",
      to: 'await eitherOf(rung, claim.signal);',
      scope: mutexes(2, {}),
      withThree: mutexes(3, {}),
      breaks: PROMISES.hang,
    },
    {
      says: 'the token is the number in the name, which begins anew with the parent',
      file: 'claims/claim.ts',
      from: 'this.token = stat.czxid;',
      to: 'this.token = BigInt(this.name.slice(-10));',
      scope: mutexes(2, { collects: 1 }),
      withThree: mutexes(3, { collects: 1 }),
      breaks: PROMISES.order,
    },
    {
      says: 'the grant does not hear of its session (kazoo 2.8: is_acquired)',
      file: 'grant.ts',
      from: "if (loseOn === 'suspended') this.#heard(state);",
      to: '',
      scope: mutexes(2, { cuts: 1 }),
      withThree: mutexes(3, { cuts: 1 }),
      breaks: PROMISES.knows,
    },
    {
      says: 'a delete that was not answered counts as done',
      file: 'claims/claim.ts',
      from: 'await persist(() => this.#keeper.delete(this.path));',
      to: 'await this.#keeper.delete(this.path).catch(() => {});',
      scope: mutexes(1, { cuts: 1 }),
      breaks: PROMISES.orphan,
    },
    {
      says: 'a delete that was not answered is tried again, and to find nothing is an error',
      file: 'claims/claim.ts',
      from: "if (!isKeeperError(error, 'no-node') && !isOver(error)) throw error;",
      to: 'throw new TypeError(String(error));',
      scope: mutexes(2, { cuts: 1 }),
      withThree: mutexes(3, { cuts: 1 }),
      breaks: PROMISES.sound,
    },
    {
      says: 'who gives up leaves the claim',
      file: 'claims/contest.ts',
      from: 'void claiming.then((claim) => claim.release()).catch(() => {});',
      to: '',
      scope: mutexes(1, { aborts: 1 }),
      breaks: PROMISES.orphan,
    },
    {
      says: 'the first claim is deleted instead of the own (the article’s release)',
      file: 'claims/claim.ts',
      from: 'await persist(() => this.#keeper.delete(this.path));',
      to: `const { children } = await this.#keeper.getChildren(this.parent);
      await this.#keeper.delete(this.parent + '/' + [...children].sort()[0]);`,
      scope: mutexes(2, {}),
      withThree: mutexes(3, {}),
      breaks: PROMISES.sound,
    },
  ],
  longMistakes: [
    {
      says: 'whoever is woken goes in, though the one ahead only gave up',
      file: 'claims/turn.ts',
      from: 'await eitherOf(rung, claim.signal);',
      to: 'await eitherOf(rung, claim.signal); return;',
      scope: mutexes(3, { aborts: 1 }),
      breaks: PROMISES.exclusion,
    },
  ],
};

/** The tokens are given, and nobody looks at them. */
export const unfenced = (recipes: Recipes): Scope => ({
  ...mutexes(2, { expiries: 1 })(recipes),
  fenced: false,
});
