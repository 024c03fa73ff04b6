import type { Shape, TraceEvent } from '@menagerie/contract';
import type { Moment } from '@menagerie/simulator';
import { type Frame, type MessageRow, packMessages } from '../model/frame.ts';
import type { Exhibit } from './exhibit.ts';
import { violationWords } from './say.ts';

/** Requests older than the newest so many are no longer shown. */
const REQUESTS = 64;

/** A moment of the simulator as the page shows it. */
export function frameOf<S extends Shape>(
  moment: Moment<S>,
  config: S['config'],
  { lens, words }: Exhibit<S>,
  past: readonly TraceEvent<S>[],
): Frame {
  const servers = moment.servers.map((server) => lens.serverFrame(server, config));
  const rows: MessageRow[] = [];
  for (const { from, to, nth, copy, message, sentAt, dueAt, doomed } of moment.messages) {
    // What a server tells itself does not travel.
    if (from === to) continue;
    const kind = lens.kindOf(message);
    const epoch = lens.epochOf(message) ?? servers[from]?.epoch ?? 0;
    rows.push({ from, to, nth, copy, kind, epoch, doomed, sentAt, dueAt });
  }
  return {
    step: moment.step,
    at: moment.at,
    hash: moment.hash,
    servers,
    ledger: lens.ledger(moment, config, past),
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
    properties: moment.properties.map(({ name, status, violation, violatedAt }) => ({
      name,
      status,
      servers: violation?.servers ?? [],
      sentence: violation === null ? null : violationWords(violation, words),
      violatedAt,
    })),
  };
}
