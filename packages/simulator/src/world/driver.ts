import type { Happening, RequestId, ServerId, Shape, Span } from '@menagerie/contract';
import type { Flight } from './network.ts';
import type { ServerCell } from './server-cell.ts';

/**
 * What a world tells whoever drives it. None of these may apply a decision: they happen in the
 * middle of one.
 */
export interface Driver<S extends Shape> {
  /** A message leaves; the driver sets when it is due and whether it is doomed. */
  sent(flight: Flight<S>): void;
  /** A timer was armed. The answer is when it is due, in virtual milliseconds. */
  armed(cell: ServerCell<S>, timer: S['timer'], span: Span): number;
  /** A batch was written; it is the driver that lets it become durable. */
  wrote(cell: ServerCell<S>): void;
  answered(server: ServerId, request: RequestId, answer: S['answer']): void;
  /** For the properties. Reused: nobody may keep it. */
  happened(happening: Happening<S>): void;
}
