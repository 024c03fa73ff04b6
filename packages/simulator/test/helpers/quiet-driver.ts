import type { Happening, Shape, Span } from '@menagerie/contract';
import type { Driver } from '../../src/world/driver.ts';
import type { Flight } from '../../src/world/network.ts';
import type { ServerCell } from '../../src/world/server-cell.ts';

/** Drives nothing by itself: keeps what the world tells, in order. */
export class QuietDriver<S extends Shape> implements Driver<S> {
  readonly log: string[] = [];
  readonly answers: S['answer'][] = [];

  sent(flight: Flight<S>): void {
    this.log.push(`sent ${flight.from}>${flight.to} ${flight.message.type}`);
  }

  armed(_cell: ServerCell<S>, _timer: S['timer'], span: Span): number {
    return span.max;
  }

  wrote(cell: ServerCell<S>): void {
    this.log.push(`wrote ${cell.id}`);
  }

  answered(_server: number, _request: number, answer: S['answer']): void {
    this.answers.push(answer);
    this.log.push(`answered ${answer.type}`);
  }

  happened(happening: Happening<S>): void {
    if (happening.type === 'durable') this.log.push(`durable but ${happening.pending}`);
    if (happening.type === 'crash') this.log.push(happening.wiped ? 'wiped' : 'crash');
  }
}
