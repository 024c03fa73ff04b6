import type { ServerId } from '@menagerie/contract';
import type { LabAct } from '../model/run.ts';
import type { VerbId } from '../stage/verbs.ts';
import type { Player } from './player.ts';
import type { LabStore, Selection } from './store.ts';

/**
 * What the stage and the matrices show, and what can be done to it: a simulated run, or servers that
 * really run. They read the store, and do not know which of the two it is.
 */
export interface Source {
  readonly store: LabStore;
  readonly player: Player;
  /** The element that holds it: a page may have several. */
  readonly root: HTMLElement | null;
  /** The verbs that mean something here; `null` for all. */
  readonly verbs: ReadonlySet<VerbId> | null;
  act(act: LabAct): Promise<boolean>;
  select(selection: Selection | null): void;
  pause(): void;
  /** Where a client that is told nothing else would turn. */
  leader(): ServerId | null;
}
