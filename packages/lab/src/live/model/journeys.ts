import type { TraceEvent, Written } from '@menagerie/server';

/** What a server had to do with a write: milliseconds after it was asked for; `null` while it has not. */
export interface Steps {
  readonly proposed: number | null;
  /** The place of the write is on its disk for certain. */
  readonly durable: number | null;
  readonly applied: number | null;
}

/** A write on its way from a client into all trees. */
export interface Journey {
  /** Names it: the server that was asked, and its serial there. */
  readonly key: string;
  readonly origin: number;
  readonly op: string;
  readonly path: string | null;
  /** Its place in the log, and its zxid; `null` before it is committed. */
  readonly index: number | null;
  readonly zxid: string | null;
  readonly error: number;
  readonly answered: number | null;
  /** Whether whoever asked was told what came of it. */
  readonly known: boolean;
  readonly servers: readonly Steps[];
}

interface Going {
  readonly origin: number;
  readonly serial: number;
  /** `null` while only others have told of it: each server tells on a connection of its own. */
  askedAt: number | null;
  op: string;
  path: string | null;
  index: number | null;
  zxid: string | null;
  error: number;
  answeredAt: number | null;
  known: boolean;
  readonly proposedAt: (number | null)[];
  readonly durableAt: (number | null)[];
  readonly appliedAt: (number | null)[];
}

const MOST_JOURNEYS = 40;
const MOST_DURABLE = 400;
/** What the servers do of their own, many times over. */
const HOUSEKEEPING: readonly string[] = ['sync'];

/** The newest writes, step by step, as each server has told of them. */
export class Journeys {
  readonly #servers: number;
  readonly #going: Going[] = [];
  /** Of each server, when its disk had how much of its log. */
  readonly #durable: { readonly at: number; readonly last: number }[][];

  constructor(servers: number) {
    this.#servers = servers;
    this.#durable = Array.from({ length: servers }, () => []);
  }

  /** @returns the server that asked and the one that proposed, where the two differ */
  take(server: number, { at, body }: TraceEvent): { readonly from: number; readonly to: number }[] {
    switch (body.type) {
      case 'asked':
        if (!HOUSEKEEPING.includes(body.what.op)) {
          const going = this.#of(server, body.serial, ({ askedAt }) => askedAt === null);
          going.askedAt = at;
          name(going, body.what);
        }
        return [];
      case 'proposed': {
        for (const [origin, serial] of body.wishes) {
          const isNew = ({ proposedAt }: Going) => proposedAt[server] === null;
          this.#of(origin, serial, isNew).proposedAt[server] = at;
        }
        const others = body.wishes.filter(([origin]) => origin !== server);
        return others.map(([from]) => ({ from, to: server }));
      }
      case 'durable': {
        const durable = this.#durable[server] ?? [];
        durable.push({ at, last: body.last });
        if (durable.length > MOST_DURABLE) durable.shift();
        return [];
      }
      case 'applied': {
        // A leader that was over had proposed it: another attempt may come.
        if (body.isVoid || HOUSEKEEPING.includes(body.what.op)) return [];
        const isNew = ({ appliedAt }: Going) => appliedAt[server] === null;
        const going = this.#of(body.origin, body.serial, isNew);
        name(going, body.what);
        going.index = body.index;
        going.zxid = body.zxid;
        going.error = body.error;
        going.appliedAt[server] = at;
        return [];
      }
      case 'answered': {
        const going = this.#going.findLast(
          (one) => one.origin === server && one.serial === body.serial && one.answeredAt === null,
        );
        if (going === undefined) return [];
        going.answeredAt = at;
        going.known = body.known;
        return [];
      }
      default:
        return [];
    }
  }

  /** The newest first. */
  list(): Journey[] {
    const named = this.#going.filter(({ op }) => op !== '');
    return named.map((going) => this.#shown(going)).reverse();
  }

  /**
   * The write of a server with a serial. Serials begin anew with each start of a server: one that
   * cannot be meant any more gives way to another.
   */
  #of(origin: number, serial: number, canBe: (going: Going) => boolean): Going {
    const found = this.#going.findLast((one) => one.origin === origin && one.serial === serial);
    if (found !== undefined && canBe(found)) return found;
    const none = () => Array.from({ length: this.#servers }, () => null);
    const going: Going = {
      origin,
      serial,
      askedAt: null,
      op: '',
      path: null,
      index: null,
      zxid: null,
      error: 0,
      answeredAt: null,
      known: false,
      proposedAt: none(),
      durableAt: none(),
      appliedAt: none(),
    };
    this.#going.push(going);
    if (this.#going.length > MOST_JOURNEYS) this.#going.shift();
    return going;
  }

  #shown(going: Going): Journey {
    const { origin, serial, op, path, index, zxid, error, known } = going;
    const start = startOf(going);
    const after = (at: number | null | undefined) =>
      at === null || at === undefined ? null : at - start;
    return {
      key: `${origin}.${serial}.${start}`,
      origin,
      op,
      path,
      index,
      zxid,
      error,
      known,
      answered: after(going.answeredAt),
      servers: Array.from({ length: this.#servers }, (_, server) => ({
        proposed: after(going.proposedAt[server]),
        durable: after(this.#durableAt(going, server)),
        applied: after(going.appliedAt[server]),
      })),
    };
  }

  /** Known once the place of the write is: then it is looked up, and kept. */
  #durableAt(going: Going, server: number): number | null {
    const { index, durableAt } = going;
    if (index === null) return null;
    const start = startOf(going);
    durableAt[server] ??=
      this.#durable[server]?.find(({ at, last }) => last >= index && at >= start)?.at ?? null;
    return durableAt[server] ?? null;
  }
}

/** When it was asked for; where nobody has told that yet, the first that is known of it. */
function startOf({ askedAt, proposedAt, appliedAt }: Going): number {
  const known = [...proposedAt, ...appliedAt].flatMap((at) => (at === null ? [] : [at]));
  return askedAt ?? Math.min(...known);
}

function name(going: Going, { op, path }: Written): void {
  going.op = op;
  going.path = path;
}
