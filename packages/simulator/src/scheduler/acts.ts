import type { RequestId, Shape } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import type { Act } from '../scenario.ts';
import type { World } from '../world/world.ts';

/** The decision that an act of a person stands for in the world as it is. */
export function decisionOf<S extends Shape>(
  act: Exclude<Act<S>, { readonly type: 'reschedule' }>,
  world: World<S>,
  request: RequestId,
): Decision<S> {
  switch (act.type) {
    case 'crash': {
      const unsynced = world.servers[act.server]?.unsynced.length ?? 0;
      return { ...act, keep: Math.min(act.keep, unsynced), torn: false };
    }
    case 'sync':
      return { ...act, batches: world.servers[act.server]?.unsynced.length ?? 0 };
    case 'command':
      return { type: 'command', server: act.server, request, command: act.command };
    case 'recover':
    case 'wipe':
    case 'pause':
    case 'resume':
    case 'skew':
    case 'cut':
    case 'mend':
    case 'fire':
    case 'drop':
    case 'duplicate':
      return act;
  }
}
