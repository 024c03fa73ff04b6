import type { ServerId } from '../../ids.ts';
import {
  defineProperty,
  type HistoryProperty,
  type Property,
  type Violation,
} from '../../property.ts';
import type { Shape } from '../../protocol.ts';
import { bytes } from '../../schema/bytes.ts';
import { frozen, list, perServer } from '../../schema/collections.ts';
import { record } from '../../schema/record.ts';
import { u32 } from '../../schema/scalars.ts';
import type { Schema } from '../../schema/schema.ts';
import { recordsOf } from '../happenings.ts';

/** What the application of a server is given. */
export type Given<Item> =
  | { readonly type: 'item'; readonly index: number; readonly item: Item }
  /** Its whole state, as it is just after the item of an index. */
  | ({ readonly type: 'state' } & Compacted);

/** What an application made of all items through an index. */
export interface Compacted {
  readonly index: number;
  readonly data: Uint8Array;
}

/** How two applications came to differ, or one of them to skip; `index` counts from 1. */
export type Disagreement<Item> =
  | {
      readonly type: 'different-state';
      readonly server: ServerId;
      readonly index: number;
      readonly first: Uint8Array;
      readonly second: Uint8Array;
    }
  /** A state of an index before `last`, the last that this application had. */
  | {
      readonly type: 'state-goes-back';
      readonly server: ServerId;
      readonly index: number;
      readonly last: number;
    }
  | {
      readonly type: 'out-of-order';
      readonly server: ServerId;
      readonly index: number;
      readonly last: number;
    }
  | {
      readonly type: 'different-item';
      readonly server: ServerId;
      readonly index: number;
      readonly first: Item;
      readonly second: Item;
    };

/** A protocol that gives the applications of all servers one sequence of items. */
export interface MachineDefinition<S extends Shape, Item>
  extends Pick<HistoryProperty<S>, 'name' | 'source' | 'says' | 'killedBy' | 'glimpse'> {
  readonly item: Schema<Item>;
  same(first: Item, second: Item): boolean;
  given(output: S['output']): Given<Item>;
  /** What the application handed in with this record, if it did. */
  compacted(record: S['record']): Compacted | null;
  /** The violation in the words of the protocol. */
  tell(disagreement: Disagreement<Item>): Violation;
}

/** What applications were given so far. */
interface Machines<Item> {
  /** `items[i]` was the first that any server was given at index i + 1. */
  items: Item[];
  /** The newest index that each server's application was given in its present run. */
  last: number[];
  /** What the first application that compacted through an index made of it. */
  states: Compacted[];
}

/**
 * State machine safety: all applications are given the same item at the same index, each all of
 * them, in order, once; and the state that stands for items is what an application made of them.
 *
 * Applications are deterministic, so all that compact through an index make the same of it.
 */
export function stateMachineSafety<S extends Shape, Item>(
  definition: MachineDefinition<S, Item>,
): Property<S> {
  return defineProperty<S, Machines<Item>>({
    ...definition,
    kind: 'always',
    others: () => {},
    ghost: record({
      items: list(definition.item),
      last: perServer(u32),
      states: list(frozen(record({ index: u32, data: bytes }))),
    }),
    start: ({ servers }) => ({ items: [], last: new Array<number>(servers).fill(0), states: [] }),
    observe: (ghost, happening) => {
      if (happening.type !== 'step' && happening.type !== 'recover') return null;
      for (const each of recordsOf<S>(happening)) {
        const made = definition.compacted(each);
        if (made !== null) remember(ghost, made);
      }
      if (happening.type === 'recover') ghost.last[happening.server] = 0;
      for (const effect of happening.effects) {
        if (effect.type !== 'deliver') continue;
        const found = take(definition, ghost, happening.server, definition.given(effect.output));
        if (found !== null) return definition.tell(found);
      }
      return null;
    },
  });
}

function remember<Item>({ states }: Machines<Item>, { index, data }: Compacted): void {
  if (!states.some((each) => each.index === index)) states.push({ index, data });
}

/** Notes what a server is given, and what is wrong with it. */
function take<S extends Shape, Item>(
  definition: MachineDefinition<S, Item>,
  ghost: Machines<Item>,
  server: ServerId,
  given: Given<Item>,
): Disagreement<Item> | null {
  const last = ghost.last[server] ?? 0;
  const { index } = given;
  ghost.last[server] = index;
  if (given.type === 'state') {
    const first = ghost.states.find((each) => each.index === index)?.data ?? given.data;
    if (!bytes.equals(first, given.data)) {
      return { type: 'different-state', server, index, first, second: given.data };
    }
    return index < last ? { type: 'state-goes-back', server, index, last } : null;
  }
  if (index !== last + 1) return { type: 'out-of-order', server, index, last };
  const first = ghost.items[index - 1];
  if (first === undefined) ghost.items[index - 1] = given.item;
  else if (!definition.same(first, given.item)) {
    return { type: 'different-item', server, index, first, second: given.item };
  }
  return null;
}
