import { laboratory } from './entries/laboratory.ts';
import { paxosAndZab } from './entries/paxos-and-zab.ts';
import { protocols } from './entries/protocols.ts';
import { replication } from './entries/replication.ts';
import { running } from './entries/running.ts';
import { service } from './entries/service.ts';
import { theory } from './entries/theory.ts';
import type { GlossaryEntry } from './types.ts';

/** Grouped by subject; a page may sort them as its language asks. */
export const entries: readonly GlossaryEntry[] = [
  ...service,
  ...running,
  ...protocols,
  ...paxosAndZab,
  ...replication,
  ...theory,
  ...laboratory,
];

const byId: ReadonlyMap<string, GlossaryEntry> = new Map(entries.map((entry) => [entry.id, entry]));

export function findEntry(id: string): GlossaryEntry | undefined {
  return byId.get(id);
}
