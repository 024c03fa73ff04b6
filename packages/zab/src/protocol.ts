import type { Input, Protocol, ServerId, Sink } from '@menagerie/contract';
import { onCommand } from './commands.ts';
import { checkConfig } from './config.ts';
import { onFinalizeTimeout, onNotification, onNotifyTimeout } from './election/election.ts';
import { receiveFrame } from './frames.ts';
import { memberships } from './history.ts';
import { blank, fold } from './image.ts';
import { onPingTimeout, onPong, onQuorumTimeout } from './leading/pulse.ts';
import { onClosed, onDialTimeout, onLeaderTimeout, onPing } from './learning/connection.ts';
import type { ZabMessage, ZabShape, ZabTimer } from './messages.ts';
import { lookForLeader } from './roles.ts';
import { paperRules, ruleInfos, type ZabRules, zookeeperRules } from './rules/index.ts';
import { schemas } from './schemas/index.ts';
import { imageSchema } from './schemas/state.ts';
import { begin, deliver, finish, type Step } from './step.ts';
import type { ZabConfig, ZabImage, ZabState } from './types.ts';

/**
 * Zab, in the variant that the configuration names. With `overrides` a variant of both, in which
 * these rules are replaced: a mutant.
 *
 * The core neither reads a clock nor draws: equal state and input give equal effects.
 */
export function createZab(overrides: Partial<ZabRules> = {}): Protocol<ZabShape> {
  const ruleSets: Readonly<Record<ZabConfig['variant'], ZabRules>> = {
    zookeeper: { ...zookeeperRules, ...overrides },
    paper: { ...paperRules, ...overrides },
  };
  return {
    name: 'zab',
    schemas,
    rules: ruleInfos,
    blank,
    fold,
    recover: (config, self, image, sink) =>
      recover(ruleSets[config.variant], config, self, image, sink),
    step: (config, state, input, sink) => {
      const step = begin(config, state, ruleSets[config.variant], sink);
      receive(step, input);
      finish(step);
    },
  };
}

/** Zab as ZooKeeper has it, or with `variant: 'paper'` as the paper has it. */
export const zab: Protocol<ZabShape> = createZab();

/** Starts looking for a leader: what the disk does not hold is forgotten. */
function recover(
  rules: ZabRules,
  config: ZabConfig,
  self: ServerId,
  image: ZabImage,
  sink: Sink<ZabShape>,
): ZabState {
  checkConfig(config);
  const { snapshot } = image;
  const state: ZabState = {
    self,
    persistent: imageSchema.clone(image),
    delivered: snapshot.index,
    ...memberships(image),
    round: 0,
    role: { type: 'looking', vote: null, heard: [], finalizing: false },
  };
  const step = begin(config, state, rules, sink);
  if (snapshot.index > 0) deliver(step, { type: 'snapshot', snapshot });
  lookForLeader(step);
  finish(step);
  return state;
}

function receive(step: Step, input: Input<ZabShape>): void {
  switch (input.type) {
    case 'message':
      onMessage(step, input.from, input.message);
      return;
    case 'timeout':
      onTimeout(step, input.timer);
      return;
    case 'command':
      onCommand(step, input.request, input.command);
      return;
    case 'link':
    // Whether a peer is there, the pings tell.
  }
}

function onMessage(step: Step, from: ServerId, message: ZabMessage): void {
  const { role } = step.state;
  switch (message.type) {
    case 'notification':
      onNotification(step, from, message);
      return;
    case 'ping':
      if (role.type === 'learning' && role.leader === from) onPing(step, role, message);
      return;
    case 'pong':
      if (role.type === 'leading') onPong(step, role, from, message);
      return;
    case 'closed':
      onClosed(step, from, message);
      return;
    default:
      receiveFrame(step, from, message);
  }
}

function onTimeout(step: Step, timer: ZabTimer): void {
  const { role } = step.state;
  switch (timer) {
    case 'notify':
      onNotifyTimeout(step);
      return;
    case 'finalize':
      onFinalizeTimeout(step);
      return;
    case 'dial':
      onDialTimeout(step);
      return;
    case 'leader':
      onLeaderTimeout(step);
      return;
    case 'ping':
      if (role.type === 'leading') onPingTimeout(step, role);
      return;
    case 'quorum':
      if (role.type === 'leading') onQuorumTimeout(step, role);
  }
}
