import type { ZabFrame } from './messages.ts';
import type { Channel } from './types.ts';

// Zab asks for FIFO channels that lose nothing while they last (DSN 2011, on channels), which TCP gives. The
// network here loses, repeats and reorders. So frames are numbered within a connection; what came
// early waits; and where something stays missing, the connection is given up and dialled anew.

export function openChannel(dial: number): Channel {
  return { dial, sent: 0, received: 0, told: 0, expected: 0, early: [] };
}

/** The number of the next frame to send. */
export function takeNumber(channel: Channel): number {
  channel.sent += 1;
  return channel.sent - 1;
}

/** Puts a frame where {@link nextFrame} finds it; one that came already is dropped. */
export function receive(channel: Channel, frame: ZabFrame): void {
  if (frame.nth < channel.received) return;
  const at = channel.early.findIndex(({ nth }) => nth >= frame.nth);
  if (at < 0) channel.early.push(frame);
  else if (channel.early[at]?.nth !== frame.nth) channel.early.splice(at, 0, frame);
}

/** The next frame in order, if it is there. */
export function nextFrame(channel: Channel): ZabFrame | null {
  const [first] = channel.early;
  if (first === undefined || first.nth !== channel.received) return null;
  channel.early.shift();
  channel.received += 1;
  return first;
}

/**
 * Looks whether something is lost, as far as the other end has told of what it sent.
 *
 * @returns whether what it had told of at the look before is missing still
 */
export function isOverdue(channel: Channel): boolean {
  const missing = channel.received < channel.expected;
  channel.expected = channel.told;
  return missing;
}
