import type { Shape, Subject } from '@menagerie/contract';
import type { Moment } from '@menagerie/simulator';
import { type Frame, type MessageRow, packMessages } from '../model/frame.ts';
import type { Lens } from './lens.ts';

/** Requests older than the newest so many are no longer shown. */
const REQUESTS = 64;

/** A moment of the simulator as the page shows it. */
export function frameOf<S extends Shape>(
  moment: Moment<S>,
  subject: Subject<S>,
  config: S['config'],
  lens: Lens<S>,
): Frame {
  const rows: MessageRow[] = [];
  for (const { from, to, nth, copy, message, sentAt, dueAt, doomed } of moment.messages) {
    // What a server tells itself does not travel.
    if (from === to) continue;
    const kind = lens.kindOf(message);
    rows.push({ from, to, nth, copy, kind, term: lens.termOf(message), doomed, sentAt, dueAt });
  }
  return {
    step: moment.step,
    at: moment.at,
    hash: moment.hash,
    servers: moment.servers.map((server) => lens.serverFrame(server, config)),
    messages: packMessages(rows),
    cuts: moment.cuts,
    requests: moment.requests.slice(-REQUESTS).map((request) => ({
      request: request.request,
      server: request.server,
      kind: lens.commandKind(request.command),
      label: lens.commandLabel(request.command),
      invokedAt: request.invokedAt,
      answeredAt: request.answeredAt,
      outcome: request.answer === null ? 'pending' : lens.outcomeOf(request.answer),
      answer: request.answer === null ? null : lens.answerDetail(request.answer),
    })),
    properties: moment.properties.map((property) => ({
      name: property.name,
      source: property.source,
      kind: property.kind,
      status: property.status,
      says: subject.properties.find(({ name }) => name === property.name)?.says ?? '',
      clause: property.violation?.clause ?? null,
      values: property.violation?.values ?? {},
      servers: property.violation?.servers ?? [],
      sentence: property.violation?.sentence ?? null,
      violatedAt: property.violatedAt,
    })),
  };
}
