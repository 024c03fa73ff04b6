import type { ModelProperty } from '@menagerie/checker';
import type { Znode } from '@menagerie/client';
import type { World } from '../../model/world.ts';

/** What a cache promises. */
export const PROPERTIES = {
  equal: 'a cache ends equal to the tree',
  back: 'a cache never goes back',
  left: 'a cache that was closed leaves no watch',
} as const;

/** Znodes by their paths, each by the transaction that made it and its version. */
type Shown = Readonly<Record<string, readonly [czxid: number, version: number]>>;

/** A state of a cache, as a note. */
export const shownOf = (znodes: Iterable<readonly [path: string, znode: Znode | null]>): string => {
  const shown: Record<string, readonly [number, number]> = {};
  for (const [path, znode] of [...znodes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (znode !== null) shown[path] = [Number(znode.stat.czxid), znode.stat.version];
  }
  return JSON.stringify(shown);
};

/** Whether no znode is older than it was shown before, nor the same that had gone. */
function isInOrder(notes: readonly string[]): boolean {
  const newest = new Map<string, readonly [number, number]>();
  let before: Shown = {};
  for (const note of notes) {
    const shown: Shown = JSON.parse(note);
    for (const [path, [czxid, version]] of Object.entries(shown)) {
      const [madeBefore, versionBefore] = newest.get(path) ?? [-1, -1];
      const isAnother = czxid > madeBefore;
      if (!isAnother && (czxid < madeBefore || version < versionBefore)) return false;
      if (!isAnother && before[path] === undefined) return false;
      newest.set(path, [czxid, version]);
    }
    before = shown;
  }
  return true;
}

/** Of a follower that is the first process, and notes each state that it sees of what is `has`. */
export const propertiesOf = (has: (path: string) => boolean): readonly ModelProperty<World>[] => [
  {
    name: PROPERTIES.equal,
    kind: 'final',
    holds: ({ tree, seats: [seat], notes: [notes = []] }) => {
      if (seat === undefined || !seat.running || !seat.session) return true;
      const paths = Object.keys(tree.znodes).filter(has).sort();
      const shown = paths.map((path) => {
        const { czxid = -1, version = -1 } = tree.znodes[path] ?? {};
        return [path, [czxid, version]];
      });
      return notes.at(-1) === JSON.stringify(Object.fromEntries(shown));
    },
  },
  { name: PROPERTIES.back, kind: 'always', holds: ({ notes: [notes = []] }) => isInOrder(notes) },
  {
    name: 'a cache sees one come and go',
    kind: 'sometimes',
    holds: ({ notes: [notes = []] }) => new Set(notes).size >= 3,
  },
];
