import { childOf, decodeText, isKeeperError } from '@menagerie/client';
import { Bell } from '../claims/bell.ts';
import { persist } from '../claims/persist.ts';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import type { WaitOptions } from '../locks/mutex.ts';
import { unlessMissing } from '../reading.ts';
import { eitherOf } from '../signals.ts';

/** What becomes of a transaction. */
export type Decision = 'commit' | 'abort';

/**
 * A transaction of several sites: all commit, or none.
 *
 * **Guarantee.** Nobody is told `commit` unless all sites have voted for it, and nobody is told anything
 * else than anybody else. The decision is one znode: whoever creates it decides, once and for all.
 *
 * **Failure.** No coordinator is needed to end it: each site that finds all votes there decides, and any
 * site that does not want to wait any more aborts what is not decided. So it does not block where the
 * coordinator dies, as long as ZooKeeper runs. A site that dies has to read the decision when it is
 * back. A vote that was given is not taken back.
 *
 * **Source.** ZooKeeper Recipes, Two-phased Commit; Gray, Notes on data base operating systems (1978).
 * The decision as one write to a replicated store: Gray and Lamport, Consensus on transaction commit
 * (2006).
 */
export class Transaction {
  readonly path: string;
  readonly #keeper: Keeper;
  readonly #bell = new Bell();

  constructor(keeper: Keeper, path: string) {
    this.path = path;
    this.#keeper = keeper;
  }

  /**
   * Begins it, as its coordinator, for these sites.
   *
   * @throws RecipeError of code `bad-option` where a site is named twice or with a slash; the client's
   * error of code `node-exists` where it was begun before
   */
  async begin(sites: readonly string[]): Promise<void> {
    const isBad = (site: string, at: number): boolean =>
      ['', 'decision'].includes(site) || site.includes('/') || sites.indexOf(site) !== at;
    const bad = sites.find(isBad);
    if (bad !== undefined) {
      throw new RecipeError(
        'bad-option',
        this.path,
        `${JSON.stringify(bad)} is no name for a site`,
      );
    }
    // With its sites at once: without them it would be one of none, which is committed at once.
    await this.#keeper.create(this.path, JSON.stringify(sites), { parents: 'persistent' });
  }

  /**
   * Votes for a site, and gives the decision once there is one. A signal that is aborted before that
   * does not reject: it tries to abort the transaction, and gives what was decided.
   */
  async vote(site: string, vote: Decision, options: WaitOptions = {}): Promise<Decision> {
    await this.#once(childOf(this.path, site), vote);
    return this.outcome(options);
  }

  /** The decision once there is one. The signal as with {@link Transaction.vote}. */
  async outcome({ signal }: WaitOptions = {}): Promise<Decision> {
    const decision = childOf(this.path, 'decision');
    for (;;) {
      const { rung, stop } = this.#bell.at(this.path);
      try {
        const made = await this.decision();
        if (made !== null) return made;
        const next = signal?.aborted === true ? 'abort' : await this.#due();
        if (next !== null) await this.#once(decision, next);
        else await (signal === undefined ? rung : eitherOf(rung, signal));
      } finally {
        stop();
      }
    }
  }

  /** The decision; `null` where there is none yet. */
  async decision(): Promise<Decision | null> {
    const found = await unlessMissing(this.#keeper.get(childOf(this.path, 'decision')));
    return found === null ? null : decisionIn(found.data, this.path);
  }

  /** What the votes come to; `null` where some are missing, and then a watch is left. */
  async #due(): Promise<Decision | null> {
    const { data } = await this.#keeper.get(this.path);
    const sites = sitesIn(data, this.path);
    const { children } = await this.#keeper.getChildren(this.path, { watch: this.#bell.watcher });
    const votes = await Promise.all(
      sites
        .filter((site) => children.includes(site))
        .map(async (site) => {
          const { data: vote } = await this.#keeper.get(childOf(this.path, site));
          return decisionIn(vote, this.path);
        }),
    );
    if (votes.includes('abort')) return 'abort';
    return votes.length === sites.length ? 'commit' : null;
  }

  /** Writes what is written once: whoever comes second changes nothing. */
  async #once(path: string, data: Decision): Promise<void> {
    try {
      await persist(() => this.#keeper.create(path, data));
    } catch (error) {
      if (!isKeeperError(error, 'node-exists')) throw error;
    }
  }
}

function decisionIn(data: Uint8Array | null, path: string): Decision {
  const text = data === null ? '' : decodeText(data);
  if (text === 'commit' || text === 'abort') return text;
  throw new RecipeError('bad-data', path, `${JSON.stringify(text)} is neither commit nor abort`);
}

function sitesIn(data: Uint8Array | null, path: string): readonly string[] {
  const sites: unknown = JSON.parse(data === null ? 'null' : decodeText(data));
  if (Array.isArray(sites) && sites.every((site) => typeof site === 'string')) return sites;
  throw new RecipeError('bad-data', path, 'there are no sites');
}
