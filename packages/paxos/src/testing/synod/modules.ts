import type { Module } from '@menagerie/contract';
import { module } from '@menagerie/contract/testing';
import type { SynodMessage, SynodShape } from '../../synod/messages.ts';

/** What a scope of the Synod may leave off. */
export const synodModules: readonly Module<SynodShape>[] = [
  fromOthers('refusals', 'refused'),
  fromOthers('learners', 'accepted'),
  module('reads', { commands: ['read'] }),
];

/** Messages of other servers: what a server tells itself is never lost. */
function fromOthers(name: string, type: SynodMessage['type']): Module<SynodShape> {
  return {
    name,
    isEntered: (_config, input, server) =>
      input.type === 'message' && input.message.type === type && input.from !== server,
  };
}
