import type { ServerId } from '../ids.ts';
import type { ServerSet } from '../quorum/system.ts';

// Steps towards the start of a scope, in one word each. Their types say what they were given, so
// that a scope refuses the timer, message or command of another protocol.

export interface Fire<Timer extends string> {
  readonly type: 'fire';
  readonly server: ServerId;
  readonly timer: Timer;
}

export function fire<const Timer extends string>(server: ServerId, timer: Timer): Fire<Timer> {
  return { type: 'fire', server, timer };
}

export interface GivenCommand<Command> {
  readonly type: 'command';
  readonly server: ServerId;
  readonly command: Command;
}

export function given<const Command>(server: ServerId, command: Command): GivenCommand<Command> {
  return { type: 'command', server, command };
}

export interface Delivered<Message extends string> {
  readonly type: 'deliver';
  readonly from: ServerId;
  readonly to: ServerId;
  readonly message: Message;
}

/** The oldest message of that type on the link. */
export function deliver<const Message extends string>(
  from: ServerId,
  to: ServerId,
  message: Message,
): Delivered<Message> {
  return { type: 'deliver', from, to, message };
}

/** Everybody of the set hears of everything. */
export function settle(among: ServerSet): { readonly type: 'settle'; readonly among: ServerSet } {
  return { type: 'settle', among };
}

/** What was written before is durable. */
export function sync(server: ServerId): { readonly type: 'sync'; readonly server: ServerId } {
  return { type: 'sync', server };
}

/** It starts again at once, from its disk. */
export function crash(server: ServerId): { readonly type: 'crash'; readonly server: ServerId } {
  return { type: 'crash', server };
}

/** Everything that is under way is lost. */
export const lose: { readonly type: 'lose' } = { type: 'lose' };
