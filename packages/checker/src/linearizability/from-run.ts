import type {
  HistoryReader,
  Meaning,
  RequestId,
  ServerId,
  Shape,
  TraceEvent,
} from '@menagerie/contract';
import type { Operation, Outcome } from './history.ts';

/**
 * Whose an operation is, which matters to sequential consistency.
 *
 * - `requests`: each is of a process of its own.
 * - `sessions`: all that one server was asked between two of its starts is of one process, as of a
 *   client that talks to this server only, and reconnects as another. What was sent on to another
 *   server is of the session there.
 */
export type Processes = 'requests' | 'sessions';

interface Request<S extends Shape, Input, Output> {
  readonly command: S['command'];
  readonly input: Input;
  readonly process: number;
  readonly invokedAt: number;
  readonly outcome: Outcome<Output>;
}

/**
 * The history that the clients of a run saw. A request is an operation: it begins when a server
 * first gets it and ends with its last answer, so one that was sent on to another server is one
 * operation. Times are numbers of trace events: no two are equal.
 *
 * @param events the whole trace of a run, as `Recording.events` has it
 */
export function historyOf<S extends Shape, Input, Output>(
  events: readonly TraceEvent<S>[],
  reader: HistoryReader<S, Input, Output>,
  processes: Processes = 'requests',
): readonly Operation<Input, Output>[] {
  const requests = new Map<RequestId, Request<S, Input, Output>>();
  const sessions = new Sessions();
  for (const { id, server, body } of events) {
    if (server === null) continue;
    switch (body.type) {
      case 'command': {
        const input = reader.input(body.command);
        if (input === null) break;
        const invokedAt = requests.get(body.request)?.invokedAt ?? id;
        const outcome = { type: 'unknown' } as const;
        const process = processes === 'requests' ? body.request : sessions.of(server);
        requests.set(body.request, { command: body.command, input, process, invokedAt, outcome });
        break;
      }
      case 'answered': {
        const request = requests.get(body.request);
        if (request === undefined) break;
        const meaning = reader.answered(server, request.command, body.answer);
        requests.set(body.request, { ...request, outcome: outcomeOf(meaning, id) });
        break;
      }
      case 'delivered':
        reader.delivered(server, body.output);
        break;
      case 'recovered':
        reader.recovered(server);
        sessions.end(server);
        break;
      default:
        break;
    }
  }
  return [...requests.values()].map(({ process, input, invokedAt, outcome }) => ({
    process,
    input,
    invokedAt,
    outcome,
  }));
}

/** Numbers for the lives of servers. */
class Sessions {
  readonly #open = new Map<ServerId, number>();
  #numbers = 0;

  of(server: ServerId): number {
    const known = this.#open.get(server);
    if (known !== undefined) return known;
    this.#open.set(server, this.#numbers);
    this.#numbers += 1;
    return this.#numbers - 1;
  }

  end(server: ServerId): void {
    this.#open.delete(server);
  }
}

function outcomeOf<Output>(meaning: Meaning<Output>, returnedAt: number): Outcome<Output> {
  return meaning.type === 'unknown' ? meaning : { ...meaning, returnedAt };
}
