import type { Shape, Subject } from '@menagerie/contract';
import { type Act, type Moment, SimulatorError } from '@menagerie/simulator';
import type { LabAct } from '../model/run.ts';
import type { Lens } from './lens.ts';

/** A crash keeps this many unsynced batches when nothing is to be lost: all that there can be. */
const ALL = 1_000_000;

/** The simulator's acts that a reader's act stands for. */
export function actsOf<S extends Shape>(
  act: LabAct,
  moment: Moment<S>,
  subject: Subject<S>,
  lens: Lens<S>,
): Act<S>[] {
  switch (act.type) {
    case 'crash':
      return [{ type: 'crash', server: act.server, keep: act.loseUnsynced ? 0 : ALL }];
    case 'write': {
      const nth = moment.requests.filter(
        ({ command }) => lens.commandKind(command) === 'write',
      ).length;
      return [{ type: 'command', server: act.server, command: subject.write(nth + 1) }];
    }
    case 'read':
      return [{ type: 'command', server: act.server, command: subject.read() }];
    case 'timeout': {
      const server = moment.servers[act.server];
      const fire = server && lens.timerToFire(server);
      if (fire) return [fire];
      throw new SimulatorError('impossible-act', '', 'No timer is set', 'Choose another server');
    }
    case 'cut':
    case 'mend':
      return act.links.map(({ from, to }) => ({ type: act.type, from, to }));
    case 'drop':
    case 'duplicate': {
      const { from, to, nth, copy } = act.message;
      return [{ type: act.type, from, to, nth, copy }];
    }
    case 'reschedule': {
      const { from, to, nth, copy } = act.message;
      return [{ type: 'reschedule', from, to, nth, copy, dueAt: act.dueAt }];
    }
    case 'recover':
    case 'wipe':
    case 'pause':
    case 'resume':
    case 'skew':
    case 'sync':
      return [act];
  }
}
