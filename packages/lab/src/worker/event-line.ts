import type { Shape, TraceEvent } from '@menagerie/contract';
import type { EventLine } from '../model/run.ts';
import type { Lens } from './lens.ts';

/** What a line must know of an event; the page makes the sentence of it. */
export function eventLine<S extends Shape>(
  event: TraceEvent<S>,
  step: number,
  lens: Lens<S>,
  sentBy: (event: TraceEvent<S>) => TraceEvent<S> | undefined,
): EventLine {
  const { id, at, server, body } = event;
  const line = (parts: Partial<EventLine>): EventLine => ({
    id,
    step,
    at,
    kind: body.type,
    server,
    peer: null,
    name: '',
    detail: '',
    value: null,
    ...parts,
  });
  const messageParts = (message: S['message']) => ({
    name: lens.kinds[lens.kindOf(message)]?.name ?? message.type,
    detail: lens.messageDetail(message),
  });
  switch (body.type) {
    case 'sent':
      return line({ peer: body.to, ...messageParts(body.message) });
    case 'received':
      return line({ peer: body.from, ...messageParts(body.message) });
    case 'dropped':
    case 'duplicated': {
      const sent = sentBy(event)?.body;
      const name = sent?.type === 'sent' ? messageParts(sent.message).name : '';
      const detail = body.type === 'dropped' ? body.why : '';
      return line({ server: body.from, peer: body.to, name, detail });
    }
    case 'armed':
      return line({ name: body.timer, value: body.ms });
    case 'disarmed':
    case 'timeout':
      return line({ name: body.timer });
    case 'wrote':
      return line({ detail: body.records.map((record) => lens.recordDetail(record)).join('; ') });
    case 'synced':
      return line({ value: body.batches });
    case 'command':
      return line({ name: lens.commandDetail(body.command) });
    case 'answered':
      return line({ name: lens.answerDetail(body.answer) });
    case 'delivered':
      return line({ name: lens.outputDetail(body.output) });
    case 'decided':
      return line({ name: body.rule, value: body.verdict });
    case 'crashed':
      return line({ value: body.lostBatches });
    case 'skewed':
      return line({ value: body.rate });
    case 'cut':
    case 'mended':
      return line({ server: body.from, peer: body.to });
    case 'violated':
      return line({ name: body.property, detail: body.sentence });
    case 'recovered':
    case 'wiped':
    case 'paused':
    case 'resumed':
      return line({});
  }
}
