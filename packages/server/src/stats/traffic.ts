import { Distribution } from './distribution.ts';
import { Tally } from './tally.ts';

/** What went over connections since somebody set it back. */
export class Traffic {
  /** Frames of clients, handshakes and four-letter words among them. */
  received = 0;
  /** Frames to clients. */
  sent = 0;
  bytesReceived = 0;
  bytesSent = 0;
  /** From a request to its reply, in milliseconds. */
  readonly latency: Tally = new Tally();
  readonly readLatency: Distribution = new Distribution();
  readonly updateLatency: Distribution = new Distribution();
  /** Requests that came and are not answered. */
  outstanding = 0;
  /** Bytes of the last reply, and of the smallest and largest; -1 before the first. */
  lastReply = -1;
  leastReply = -1;
  mostReply = -1;

  /** What is under way stays so. */
  reset(): void {
    this.received = 0;
    this.sent = 0;
    this.lastReply = -1;
    this.leastReply = -1;
    this.mostReply = -1;
    this.latency.reset();
  }

  /** A reply of so many bytes leaves. */
  replied(bytes: number): void {
    this.lastReply = bytes;
    this.leastReply = this.leastReply < 0 ? bytes : Math.min(this.leastReply, bytes);
    this.mostReply = Math.max(this.mostReply, bytes);
  }
}
