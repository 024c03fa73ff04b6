import type {
  Effect,
  Permutation,
  ProtocolSchemas,
  ServerId,
  Shape,
  Words,
} from '@menagerie/contract';

/** An effect that may have to wait for the disk. */
export type GatedEffect<S extends Shape> = Extract<Effect<S>, { readonly gated: boolean }>;

/** An effect that waits, and how many batches must become durable before it goes. */
export interface Held<S extends Shape> {
  readonly effect: GatedEffect<S>;
  readonly behind: number;
}

/**
 * A server with all that belongs to it and outlives an input: what it knows, what its disk holds,
 * what is on the way there, what waits for that, and which timers are armed. Never changed.
 */
export interface Cell<S extends Shape> {
  readonly server: ServerId;
  readonly incarnation: number;
  readonly state: S['state'];
  readonly image: S['image'];
  readonly unsynced: readonly (readonly S['record'][])[];
  readonly held: readonly Held<S>[];
  /** In the order of their names: in which order they were armed does not matter. */
  readonly timers: readonly S['timer'][];
}

/** Canonical words of a cell, with all servers renamed where a permutation is given. */
export function encodeCell<S extends Shape>(
  schemas: ProtocolSchemas<S>,
  cell: Cell<S>,
  words: Words,
  permutation: Permutation | null,
): void {
  const renamed = <T>(schema: { permute(value: T, by: Permutation): T }, value: T): T =>
    permutation === null ? value : schema.permute(value, permutation);
  words.push(renamedServer(cell.server, permutation));
  words.push(cell.incarnation);
  schemas.state.encode(renamed(schemas.state, cell.state), words);
  schemas.image.encode(renamed(schemas.image, cell.image), words);
  words.push(cell.unsynced.length);
  for (const batch of cell.unsynced) {
    words.push(batch.length);
    for (const record of batch) schemas.record.encode(renamed(schemas.record, record), words);
  }
  words.push(cell.held.length);
  const held =
    permutation === null
      ? cell.held
      : inOrder(cell.held, (server) => renamedServer(server, permutation));
  for (const { effect, behind } of held) {
    words.push(behind);
    switch (effect.type) {
      case 'send':
        words.push(0);
        words.push(renamedServer(effect.to, permutation));
        schemas.message.encode(renamed(schemas.message, effect.message), words);
        break;
      case 'deliver':
        words.push(1);
        schemas.output.encode(renamed(schemas.output, effect.output), words);
        break;
      case 'answer':
        words.push(2);
        words.push(effect.request);
        schemas.answer.encode(renamed(schemas.answer, effect.answer), words);
    }
  }
  words.push(cell.timers.length);
  for (const timer of cell.timers) schemas.timer.encode(timer, words);
}

/**
 * Effects that wait, in an order that does not depend on that in which a core names its peers: by
 * the batches they wait for, what is sent first, by where it goes. What waits for one batch goes at
 * once; only the order of what goes to one server means anything, and it stays.
 */
export function inOrder<S extends Shape>(
  held: readonly Held<S>[],
  named: (server: ServerId) => ServerId = (server) => server,
): readonly Held<S>[] {
  const placeOf = ({ effect }: Held<S>): number =>
    effect.type === 'send' ? named(effect.to) : Number.MAX_SAFE_INTEGER;
  return held.toSorted((a, b) => a.behind - b.behind || placeOf(a) - placeOf(b));
}

/** The same cell with all servers renamed. */
export function renameCell<S extends Shape>(
  schemas: ProtocolSchemas<S>,
  cell: Cell<S>,
  by: Permutation,
): Cell<S> {
  const { server, incarnation, state, image, unsynced, held, timers } = cell;
  return {
    server: renamedServer(server, by),
    incarnation,
    state: schemas.state.permute(state, by),
    image: schemas.image.permute(image, by),
    unsynced: unsynced.map((batch) => batch.map((record) => schemas.record.permute(record, by))),
    held: inOrder(
      held.map(({ effect, behind }) => ({ effect: renameEffect(schemas, effect, by), behind })),
    ),
    timers,
  };
}

function renameEffect<S extends Shape>(
  schemas: ProtocolSchemas<S>,
  effect: GatedEffect<S>,
  by: Permutation,
): GatedEffect<S> {
  switch (effect.type) {
    case 'send': {
      const message = schemas.message.permute(effect.message, by);
      return { ...effect, to: renamedServer(effect.to, by), message };
    }
    case 'deliver':
      return { ...effect, output: schemas.output.permute(effect.output, by) };
    case 'answer':
      return { ...effect, answer: schemas.answer.permute(effect.answer, by) };
  }
}

/** Where a server goes under a permutation. */
export function renamedServer(server: ServerId, permutation: Permutation | null): ServerId {
  return permutation?.[server] ?? server;
}
