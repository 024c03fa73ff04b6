import {
  type Model,
  ModelSpace,
  type RowModel,
  RowSpace,
  Search,
  type SearchOrder,
  type Space,
} from '@menagerie/checker';
import type { Words } from '@menagerie/contract';

/** Numbers in lists in lists: how the models here write their states. */
export type Tree = number | readonly Tree[];

/** Lists with their lengths, so that different trees give different words. */
export function encodeTree(tree: Tree, words: Words): void {
  if (typeof tree === 'number') {
    words.push(tree);
    return;
  }
  words.push(tree.length);
  for (const each of tree) encodeTree(each, words);
}

/** The set with one more member, in order. */
export function withMember(set: readonly number[], member: number): readonly number[] {
  return set.includes(member) ? set : [...set, member].toSorted((a, b) => a - b);
}

export function replaced<T>(list: readonly T[], at: number, value: T): readonly T[] {
  return list.map((each, i) => (i === at ? value : each));
}

interface Counted {
  readonly status: string;
  readonly distinct: number;
  readonly generated: number;
  readonly states: number | null;
  readonly reached: readonly string[];
}

/** Exhausts a model. The published depth counts states along a path, ours counts steps. */
export function count<State>(model: Model<State>, order: SearchOrder = 'breadth'): Counted {
  return exhausted(new ModelSpace(model, order), order);
}

/** Exhausts a model of rows. */
export function countRows(model: RowModel, order: SearchOrder = 'breadth'): Counted {
  return exhausted(new RowSpace(model, order), order);
}

function exhausted<Step>(space: Space<Step>, order: SearchOrder): Counted {
  const search = new Search(space, { order });
  const status = search.finish();
  const { distinct, generated, depth } = search;
  const states = depth === null ? null : depth + 1;
  return { status, distinct, generated, states, reached: space.reached() };
}
