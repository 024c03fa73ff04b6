import {
  type Assignment,
  type Draw,
  has,
  isQuorum,
  type ServerSet,
  type Subject,
} from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import type { SynodShape } from '../../synod/messages.ts';
import { synod } from '../../synod/protocol.ts';
import type { SynodConfig } from '../../synod/types.ts';
import { drawQuorums } from '../quorums.ts';
import { synodProperties } from './properties/index.ts';
import type { SynodWorld } from './votes.ts';
import { synodZoo } from './zoo.ts';

/** Three servers that all propose, accept and learn. */
export const defaultSynodConfig: SynodConfig = {
  servers: 3,
  quorums: { type: 'majority', members: 0b111 },
  proposers: 0b111,
  retryMs: 150,
};

/** The Synod, as simulators, explorers and the lab take it. */
export const synodSubject: Subject<SynodShape> = {
  protocol: synod,
  properties: synodProperties,
  mutants: synodZoo,
  defaultConfig: defaultSynodConfig,
  drawConfig,
  write: (nth) => ({ type: 'propose', value: fromText(`w${nth}`) }),
  read: () => ({ type: 'read' }),
  drawCommand,
  redirect: (answer) => (answer.type === 'refused' ? answer.proposer : null),
  succeeded: ({ type }) => type === 'chosen',
  roleOf: ({ proposer, learned }) => (learned === null ? proposer.type : 'learned'),
  leads: () => false,
  epochOf: ({ persistent }) => persistent.promised.round,
  sufficesToProgress,
};

function drawConfig(draw: Draw, members: number, spares: number): SynodConfig {
  const servers = members + spares;
  const everybody = (1 << servers) - 1;
  const single = draw('single-proposer', 6) === 0;
  return {
    servers,
    quorums: drawQuorums(draw, members),
    proposers: single ? 1 << draw('proposer', servers) : everybody,
    retryMs: 100 + draw('retry', 200),
  };
}

/** Values of clients, and now and then a look at what was learned. */
function drawCommand(draw: Draw, nth: number, world: SynodWorld): Assignment<SynodShape> | null {
  const server = draw('server', world.servers.length);
  if ((world.servers[server]?.state ?? null) === null) return null;
  const reads = draw('command', 10) === 0;
  return {
    server,
    command: reads ? { type: 'read' } : { type: 'propose', value: fromText(`w${nth}`) },
  };
}

/** A quorum of both phases that still has its disks, and one that may propose. */
function sufficesToProgress({ config, servers }: SynodWorld, set: ServerSet): boolean {
  let intact = 0;
  for (const { id, image } of servers) {
    if (has(set, id) && image.incarnation === 0) intact |= 1 << id;
  }
  return (
    (intact & config.proposers) !== 0 &&
    isQuorum(config.quorums, 'read', intact) &&
    isQuorum(config.quorums, 'write', intact)
  );
}
