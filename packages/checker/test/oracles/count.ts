import { type Model, ModelSpace, Search, type SearchOrder } from '@menagerie/checker';
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

/** Exhausts a model. The published depth counts states along a path, ours counts steps. */
export function count<State>(
  model: Model<State>,
  order: SearchOrder = 'breadth',
): {
  status: string;
  distinct: number;
  generated: number;
  states: number | null;
  reached: readonly string[];
} {
  const search = new Search(new ModelSpace(model, order), { order });
  const status = search.finish();
  const { distinct, generated, depth, space } = search;
  return {
    status,
    distinct,
    generated,
    states: depth === null ? null : depth + 1,
    reached: space.reached(),
  };
}
