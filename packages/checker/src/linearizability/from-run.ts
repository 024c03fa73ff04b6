import type { RequestId, ServerId, Shape, TraceEvent } from '@menagerie/contract';
import type { Operation, Outcome } from './history.ts';

/** What an answer means for the operation that it ends. */
export type Meaning<Output> =
  | { readonly type: 'ok'; readonly output: Output }
  | { readonly type: 'failed' }
  | { readonly type: 'unknown' };

/**
 * What somebody who knows a protocol says of its commands: which of them a model knows, and what
 * their answers mean to it. It is told of everything in the order of the trace.
 */
export interface Reader<S extends Shape, Input, Output> {
  /** What the command is to the model; `null` where it is nothing to it. */
  input(command: S['command']): Input | null;
  /** The application on a server is given something; from this it answers reads. */
  delivered(server: ServerId, output: S['output']): void;
  /** A server came back: its application begins anew. */
  recovered(server: ServerId): void;
  answered(server: ServerId, command: S['command'], answer: S['answer']): Meaning<Output>;
}

interface Request<S extends Shape, Input, Output> {
  readonly command: S['command'];
  readonly input: Input;
  readonly invokedAt: number;
  readonly outcome: Outcome<Output>;
}

/**
 * The history that the clients of a run saw. A request is an operation of a process of its own: it
 * begins when a server first gets it and ends with its last answer, so one that was sent on to
 * another server is one operation. Times are numbers of trace events: no two are equal.
 *
 * @param events the whole trace of a run, as `Recording.events` has it
 */
export function historyOf<S extends Shape, Input, Output>(
  events: readonly TraceEvent<S>[],
  reader: Reader<S, Input, Output>,
): readonly Operation<Input, Output>[] {
  const requests = new Map<RequestId, Request<S, Input, Output>>();
  for (const { id, server, body } of events) {
    if (server === null) continue;
    switch (body.type) {
      case 'command': {
        const input = reader.input(body.command);
        if (input === null) break;
        const invokedAt = requests.get(body.request)?.invokedAt ?? id;
        const outcome = { type: 'unknown' } as const;
        requests.set(body.request, { command: body.command, input, invokedAt, outcome });
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
        break;
      default:
        break;
    }
  }
  return [...requests].map(([process, { input, invokedAt, outcome }]) => ({
    process,
    input,
    invokedAt,
    outcome,
  }));
}

function outcomeOf<Output>(meaning: Meaning<Output>, returnedAt: number): Outcome<Output> {
  return meaning.type === 'unknown' ? meaning : { ...meaning, returnedAt };
}
