import type { EventId, Shape, TraceEvent } from '@menagerie/contract';
import type { Recording } from '@menagerie/simulator';
import type { EventLine, Explanation } from '../model/run.ts';
import { eventLine } from './event-line.ts';
import type { Exhibit } from './exhibit.ts';
import type { Lens } from './lens.ts';
import { ruleNote } from './say.ts';

const LONGEST_CHAIN = 12;

/** An event with the rules that were asked at it, what led to it, and what came of it. */
export function explain<S extends Shape>(
  recording: Recording<S>,
  id: EventId,
  { subject, lens, words }: Exhibit<S>,
): Explanation {
  const event = recording.event(id);
  const step = recording.stepOfEvent(id);
  const together = recording.eventsBetween(step, step);
  const asked = together.flatMap(({ server, body }) => {
    if (body.type !== 'decided' || (event.server !== null && server !== event.server)) return [];
    const rule = subject.protocol.rules.find((one) => one.id === body.rule);
    return rule ? [{ rule: ruleNote(rule, words), verdict: body.verdict }] : [];
  });
  const effects = together.filter(
    (one) => one.id > id && one.causes.includes(id) && one.body.type !== 'decided',
  );
  const line = (one: TraceEvent<S>) => lineOf(recording, one, lens);
  return {
    event: line(event),
    rules: asked,
    causes: chainOf(recording, event).map(line),
    effects: effects.slice(0, LONGEST_CHAIN).map(line),
  };
}

export function lineOf<S extends Shape>(
  recording: Recording<S>,
  event: TraceEvent<S>,
  lens: Lens<S>,
): EventLine {
  return eventLine(event, recording.stepOfEvent(event.id), lens, ({ causes }) =>
    causes.map((id) => recording.events[id]).find((one) => one?.body.type === 'sent'),
  );
}

/** From the nearest cause to the first, along first causes; rules are told apart from causes. */
function chainOf<S extends Shape>(recording: Recording<S>, event: TraceEvent<S>): TraceEvent<S>[] {
  const chain: TraceEvent<S>[] = [];
  let next: EventId | undefined = event.causes[0];
  while (next !== undefined && chain.length < LONGEST_CHAIN) {
    const cause: TraceEvent<S> = recording.event(next);
    if (cause.body.type !== 'decided') chain.push(cause);
    next = cause.causes[0];
  }
  return chain;
}
