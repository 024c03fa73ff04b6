import type { RequestId, ServerId } from '../../ids.ts';
import {
  defineProperty,
  type Happening,
  type HistoryProperty,
  type Property,
  type Violation,
} from '../../property.ts';
import type { Shape } from '../../protocol.ts';
import { list } from '../../schema/collections.ts';
import { record } from '../../schema/record.ts';
import { server, u53 } from '../../schema/scalars.ts';
import type { Schema } from '../../schema/schema.ts';

/** What a client was told of the order of all writes. */
export type Told<Place> =
  /** Its write is at this place. */
  | { readonly type: 'written'; readonly place: Place }
  /** Its read may be served from the state just after this place, in the way that `by` names. */
  | { readonly type: 'read'; readonly place: Place; readonly by: string };

/** A read that was answered with less than what clients knew when it was asked for. */
export interface StaleRead<Place> {
  readonly server: ServerId;
  readonly place: Place;
  readonly by: string;
  /** What had been answered before the read was asked for. */
  readonly floor: Place;
}

/** A protocol that answers reads from a state which a place in the order of writes names. */
export interface ReadsDefinition<S extends Shape, Place>
  extends Pick<HistoryProperty<S>, 'name' | 'source' | 'says' | 'killedBy' | 'glimpse'> {
  readonly place: Schema<Place>;
  /** Before all writes. */
  readonly origin: Place;
  /** Below 0 where `a` is before `b`. */
  compare(a: Place, b: Place): number;
  /** Whether the command is a read that promises to be linearizable. */
  promises(command: S['command']): boolean;
  /** `null` for an answer that tells nothing of the order. */
  told(answer: S['answer']): Told<Place> | null;
  /** The violation in the words of the protocol. */
  tell(stale: StaleRead<Place>): Violation;
}

type Answered<S extends Shape> = Extract<Happening<S>, { readonly type: 'answered' }>;

interface OpenRead<Place> {
  request: RequestId;
  server: ServerId;
  /** What every client could know to have happened when the read was asked for. */
  floor: Place;
}

/** What clients know. */
interface Knowledge<Place> {
  /** The latest place that any client was told about, by a write or by a read. */
  told: Place;
  open: OpenRead<Place>[];
}

/**
 * A read sees every write, and everything that any read saw, that was answered before it was asked
 * for: what linearizability (Herlihy and Wing, 1990) asks of a register that holds the whole state.
 * Reads that promise nothing are not looked at.
 */
export function linearizableReads<S extends Shape, Place>(
  definition: ReadsDefinition<S, Place>,
): Property<S> {
  const { place, origin } = definition;
  return defineProperty<S, Knowledge<Place>>({
    ...definition,
    kind: 'always',
    others: () => {},
    ghost: record({ told: place, open: list(record({ request: u53, server, floor: place })) }),
    start: () => ({ told: origin, open: [] }),
    observe: (ghost, happening) => {
      if (happening.type === 'crash') {
        ghost.open = ghost.open.filter((read) => read.server !== happening.server);
      } else if (happening.type === 'step' && happening.input.type === 'command') {
        const { request, command } = happening.input;
        if (!definition.promises(command)) return null;
        ghost.open.push({ request, server: happening.server, floor: ghost.told });
      } else if (happening.type === 'answered') {
        return judge(definition, ghost, happening);
      }
      return null;
    },
  });
}

function judge<S extends Shape, Place>(
  definition: ReadsDefinition<S, Place>,
  ghost: Knowledge<Place>,
  { server: at, request, answer }: Answered<S>,
): Violation | null {
  const read = close(ghost, at, request);
  const news = definition.told(answer);
  if (news === null) return null;
  if (news.type === 'read') {
    // It promised nothing: what such a read sees, no later one need see.
    if (read === null) return null;
    const { floor } = read;
    if (definition.compare(news.place, floor) < 0) {
      return definition.tell({ server: at, place: news.place, by: news.by, floor });
    }
  }
  if (definition.compare(news.place, ghost.told) > 0) ghost.told = news.place;
  return null;
}

/** Takes the read of a request from those that are open, if it is one of them. */
function close<Place>(
  ghost: Knowledge<Place>,
  by: ServerId,
  request: RequestId,
): OpenRead<Place> | null {
  const at = ghost.open.findIndex((read) => read.request === request && read.server === by);
  return ghost.open.splice(at, at < 0 ? 0 : 1)[0] ?? null;
}
