import type { Input, Protocol, ServerId, Sink } from '@menagerie/contract';
import { begin, deliver, finish } from '../step.ts';
import { onAccept, onPrepare, refuse } from './acceptor.ts';
import { onCommand } from './commands.ts';
import { checkConfig } from './config.ts';
import { erasThrough } from './eras.ts';
import {
  onHeartbeat,
  onHeartbeatAnswer,
  onHeartbeatTimeout,
  onQuorumTimeout,
  onRefused,
} from './heartbeats.ts';
import { blank, fold } from './image.ts';
import { askToLearn, onAnnounce, onChosen } from './learning.ts';
import { voteAt } from './log.ts';
import type { PaxosMessage, PaxosShape, PaxosTimer } from './messages.ts';
import { onElectionTimeout, onPromise } from './preparing.ts';
import { onAccepted } from './proposing.ts';
import { type PaxosRules, paxosRuleInfos, paxosRules } from './rules/index.ts';
import { schemas } from './schemas/index.ts';
import { imageSchema } from './schemas/state.ts';
import { armElection, ownEra, type PaxosStep } from './step.ts';
import { tellFrom } from './telling.ts';
import type { PaxosConfig, PaxosImage, PaxosState } from './types.ts';

/**
 * Multi-Paxos: one Synod for each slot of a log, with phase 1 done once for all of them. With
 * `overrides` a variant of it, in which these rules are replaced: a mutant.
 *
 * The core neither reads a clock nor draws: equal state and input give equal effects.
 */
export function createPaxos(overrides: Partial<PaxosRules> = {}): Protocol<PaxosShape> {
  const rules: PaxosRules = { ...paxosRules, ...overrides };
  return {
    name: 'paxos',
    schemas,
    rules: paxosRuleInfos,
    blank: (config, _self, incarnation) => blank(config, incarnation),
    fold,
    recover: (config, self, image, sink) => recover(rules, config, self, image, sink),
    step: (config, state, input, sink) => {
      const step = begin(config, state, rules, sink);
      receive(step, input);
      finish(step);
    },
  };
}

/** Multi-Paxos as the papers have it. */
export const paxos: Protocol<PaxosShape> = createPaxos();

/** Starts as a follower of nobody; what the disk is known to hold as chosen is delivered again. */
function recover(
  rules: PaxosRules,
  config: PaxosConfig,
  self: ServerId,
  image: PaxosImage,
  sink: Sink<PaxosShape>,
): PaxosState {
  checkConfig(config);
  const { snapshot, learned } = image;
  const state: PaxosState = {
    self,
    persistent: imageSchema.clone(image),
    chosen: learned,
    eras: erasThrough(config, image, learned),
    role: { type: 'follower', leader: null },
  };
  const step = begin(config, state, rules, sink);
  if (snapshot.through > 0) deliver(step, { type: 'snapshot', snapshot });
  for (let slot = snapshot.through + 1; slot <= learned; slot += 1) {
    const vote = voteAt(image, slot);
    if (vote !== null) deliver(step, { type: 'entry', slot, value: vote.value });
  }
  armElection(step);
  finish(step);
  return state;
}

function receive(step: PaxosStep, input: Input<PaxosShape>): void {
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
  }
}

function onTimeout(step: PaxosStep, timer: PaxosTimer): void {
  const { role } = step.state;
  switch (timer) {
    case 'election':
      onElectionTimeout(step);
      return;
    case 'heartbeat':
      if (role.type === 'leader') onHeartbeatTimeout(step, role);
      return;
    case 'quorum':
      if (role.type === 'leader') onQuorumTimeout(step, role);
  }
}

/** What is chosen is so in every era; all else is between servers of the same one. */
function onMessage(step: PaxosStep, from: ServerId, message: PaxosMessage): void {
  switch (message.type) {
    case 'learn':
      tellFrom(step, from, message.from);
      return;
    case 'chosen':
      onChosen(step, from, message);
      return;
    case 'announce':
      onAnnounce(step, from, message);
      return;
    default:
      if (message.era > ownEra(step)) askToLearn(step, from);
      else if (message.era < ownEra(step)) onOldMessage(step, from, message);
      else onMessageOfEra(step, from, message);
  }
}

type MessageOfEra = Exclude<PaxosMessage, { readonly type: 'learn' | 'chosen' | 'announce' }>;

/**
 * The sender of a request asks what it has missed, once it sees the newer era. A promise holds on:
 * when it was given the acceptor had no vote of this era, and those that it tells of are void.
 */
function onOldMessage(step: PaxosStep, from: ServerId, message: MessageOfEra): void {
  const { type, ballot } = message;
  if (type === 'promise') onPromise(step, from, { ...message, votes: [] });
  if (type === 'prepare' || type === 'accept' || type === 'heartbeat') refuse(step, from, ballot);
}

function onMessageOfEra(step: PaxosStep, from: ServerId, message: MessageOfEra): void {
  switch (message.type) {
    case 'prepare':
      onPrepare(step, from, message);
      return;
    case 'promise':
      onPromise(step, from, message);
      return;
    case 'accept':
      onAccept(step, from, message);
      return;
    case 'accepted':
      onAccepted(step, from, message);
      return;
    case 'refused':
      onRefused(step, message);
      return;
    case 'heartbeat':
      onHeartbeat(step, from, message);
      return;
    case 'heartbeatAnswer':
      onHeartbeatAnswer(step, from, message);
  }
}
