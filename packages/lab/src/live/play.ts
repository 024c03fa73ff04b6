import type { PlaygroundAct } from '@menagerie/server';
import type { LabAct } from '../model/run.ts';

/** What a reader does on the stage, as the playground is asked for it; `null` for what it cannot do. */
export function playOf(act: LabAct): PlaygroundAct | null {
  switch (act.type) {
    case 'crash':
      return { type: 'kill', server: act.server };
    case 'recover':
      return { type: 'restart', server: act.server };
    case 'pause':
    case 'resume':
      return { type: act.type, server: act.server };
    case 'cut':
      return { type: 'cut', links: act.links };
    case 'mend':
      return { type: 'heal', links: act.links };
    default:
      return null;
  }
}
