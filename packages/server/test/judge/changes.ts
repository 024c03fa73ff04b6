import type { Call } from './calls.ts';
import type { Ending, Shown } from './history.ts';

/** A change of a path that somebody knows of: its zxid, and what was there from then on. */
export interface Change {
  readonly zxid: number;
  /** `null` for nothing; without what nobody knows. */
  readonly data: string | null;
  readonly version: number | null;
}

/** All changes that are known, of one path: from answers to writes, and from what reads showed. */
export class Changes {
  readonly #byZxid = new Map<number, Change>();
  readonly contradictions: string[] = [];
  /** In order of zxid. */
  list: readonly Change[] = [];

  constructor(path: string, calls: readonly Call[], ending: Ending) {
    for (const call of calls) this.#learn(path, call);
    const last = ending.shown.get(path) ?? null;
    if (last !== null) this.#see(path, last);
    this.list = [...this.#byZxid.values()].toSorted((a, b) => a.zxid - b.zxid);
  }

  /** The last one through a zxid. */
  through(zxid: number): Change | null {
    return this.list.findLast((change) => change.zxid <= zxid) ?? null;
  }

  /** Whether there is one behind a zxid and through another. */
  between(after: number, through: number): Change | null {
    return this.list.find(({ zxid }) => zxid > after && zxid <= through) ?? null;
  }

  #learn(path: string, { asked, answer, zxid }: Call): void {
    if (answer === null || answer.type === 'error') return;
    if (answer.type === 'found') this.#see(path, answer.shown);
    else if (asked.type === 'delete') this.#add(path, { zxid, data: null, version: null });
    else if (asked.type === 'create' || asked.type === 'set') {
      this.#add(path, { zxid, data: asked.data, version: answer.version });
    }
  }

  #see(path: string, { mzxid, data, version }: Shown): void {
    this.#add(path, { zxid: mzxid, data, version });
  }

  #add(path: string, change: Change): void {
    const known = this.#byZxid.get(change.zxid);
    this.#byZxid.set(change.zxid, change);
    if (known === undefined) return;
    if (known.data === change.data && known.version === change.version) return;
    const two = `${textOf(known)} and ${textOf(change)}`;
    this.contradictions.push(`${path} is ${two}, both at ${zxidText(change.zxid)}`);
  }
}

function textOf({ data, version }: Change): string {
  return data === null ? 'nothing' : `${data} in version ${version}`;
}

/** As servers write it in their logs. */
export function zxidText(zxid: number): string {
  return `0x${zxid.toString(16)}`;
}
