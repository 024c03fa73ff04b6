import type { Fact } from '../model/run.ts';

/** A fact that is kept on the disk, told from what the disk has by now. */
export function keptFact<I>(now: I, disk: I, name: string, of: (image: I) => string): Fact {
  const value = of(now);
  const onDisk = of(disk);
  const same = value === onDisk;
  return { name, value, kept: same ? 'disk' : 'unsynced', onDisk: same ? null : onDisk };
}

/** What is written and not yet on the disk; none where all is. */
export function unsyncedFacts<R>(
  unsynced: readonly (readonly R[])[],
  detail: (record: R) => string,
): Fact[] {
  if (unsynced.length === 0) return [];
  const value = unsynced.flatMap((batch) => batch.map(detail)).join('; ');
  return [{ name: 'unsynced', value, kept: 'unsynced', onDisk: null }];
}

/** A fact that a crash takes away. */
export function memoryFact(name: string, value: string): Fact {
  return { name, value, kept: 'memory', onDisk: null };
}
