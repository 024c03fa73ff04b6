import type { Input, Protocol, ServerId, Sink } from '@menagerie/contract';
import { NO_BALLOT } from '../ballot.ts';
import { begin, finish } from '../step.ts';
import { onAccept, onPrepare } from './acceptor.ts';
import { checkConfig } from './config.ts';
import { onAccepted, onRead } from './learner.ts';
import type { SynodMessage, SynodShape } from './messages.ts';
import { onPromise, onPropose, onRefused, onRetry } from './proposer.ts';
import { type SynodRules, synodRuleInfos, synodRules } from './rules.ts';
import { imageSchema, schemas } from './schemas.ts';
import { fold, type SynodStep } from './step.ts';
import type { SynodConfig, SynodImage, SynodState } from './types.ts';

/**
 * The Synod: Paxos for one value. With `overrides` a variant of it, in which these rules are
 * replaced: a mutant.
 *
 * Each server is an acceptor if the quorums name it, a proposer if it is named as one, and a
 * learner. The three share nothing but the disk; even to itself a server speaks by messages.
 */
export function createSynod(overrides: Partial<SynodRules> = {}): Protocol<SynodShape> {
  const rules: SynodRules = { ...synodRules, ...overrides };
  return {
    name: 'synod',
    schemas,
    rules: synodRuleInfos,
    blank: (_config, _self, incarnation) => blank(incarnation),
    fold,
    recover,
    step: (config, state, input, sink) => {
      const step = begin(config, state, rules, sink);
      receive(step, input);
      finish(step);
    },
  };
}

/** The Synod as the paper has it. */
export const synod: Protocol<SynodShape> = createSynod();

function blank(incarnation: number): SynodImage {
  return { incarnation, round: 0, promised: NO_BALLOT, accepted: null };
}

/** Proposals under way and votes that were counted are forgotten; promises and votes are not (§2.5). */
function recover(
  config: SynodConfig,
  self: ServerId,
  image: SynodImage,
  _sink: Sink<SynodShape>,
): SynodState {
  checkConfig(config);
  return {
    self,
    persistent: imageSchema.clone(image),
    proposer: { type: 'idle' },
    tallies: [],
    learned: null,
    waiting: [],
  };
}

function receive(step: SynodStep, input: Input<SynodShape>): void {
  switch (input.type) {
    case 'message':
      onMessage(step, input.from, input.message);
      return;
    case 'timeout':
      onRetry(step);
      return;
    case 'command':
      if (input.command.type === 'propose') onPropose(step, input.request, input.command.value);
      else onRead(step, input.request);
      return;
    case 'link':
  }
}

function onMessage(step: SynodStep, from: ServerId, message: SynodMessage): void {
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
  }
}
