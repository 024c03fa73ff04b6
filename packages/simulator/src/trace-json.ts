import type { Json, ProtocolSchemas, Shape, TraceEvent } from '@menagerie/contract';

/** A trace event as JSON: one line of a trace file. Messages, records and the like by their schemas. */
export function traceToJson<S extends Shape>(
  event: TraceEvent<S>,
  schemas: ProtocolSchemas<S>,
): Json {
  const { id, at, server, causes } = event;
  return { id, at, server, causes, ...bodyToJson(event, schemas) };
}

function bodyToJson<S extends Shape>(
  { body }: TraceEvent<S>,
  schemas: ProtocolSchemas<S>,
): { readonly [key: string]: Json } {
  switch (body.type) {
    case 'sent':
    case 'received':
      return { ...body, message: schemas.message.toJson(body.message) };
    case 'wrote':
      return { ...body, records: body.records.map((record) => schemas.record.toJson(record)) };
    case 'command':
      return { ...body, command: schemas.command.toJson(body.command) };
    case 'answered':
      return { ...body, answer: schemas.answer.toJson(body.answer) };
    case 'delivered':
      return { ...body, output: schemas.output.toJson(body.output) };
    default:
      return body;
  }
}
