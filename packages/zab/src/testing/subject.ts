import type { Draw, Subject } from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import { zabConfig } from '../config.ts';
import type { ZabShape } from '../messages.ts';
import { zab } from '../protocol.ts';
import { peerState } from '../roles.ts';
import type { ZabConfig, ZabState } from '../types.ts';
import { drawCommand } from './commands.ts';
import { sufficesToProgress } from './progress.ts';
import { zabProperties } from './properties/index.ts';
import { zabZoo } from './zoo/index.ts';

/** Three voters; times fit a network of a few milliseconds. */
export const defaultZabConfig: ZabConfig = zabConfig({
  servers: 3,
  windowTxns: 8,
  maxOutstanding: 64,
});

/** Zab, as simulators, explorers and the lab take it. */
export const zabSubject: Subject<ZabShape> = {
  protocol: zab,
  properties: zabProperties,
  mutants: zabZoo,
  defaultConfig: defaultZabConfig,
  drawConfig,
  write: (nth) => ({ type: 'propose', data: fromText(`w${nth}`) }),
  read: () => ({ type: 'read', mode: 'sync' }),
  drawCommand,
  redirect: (answer) => (answer.type === 'refused' ? answer.leader : null),
  succeeded: ({ type }) => type !== 'refused' && type !== 'unknown',
  roleOf: peerState,
  leads: ({ role }) => role.type === 'leading' && role.stage === 'broadcast',
  epochOf,
  sufficesToProgress,
};

/** The epoch that a server takes part in, or took part in last. */
function epochOf({ persistent }: ZabState): number {
  return persistent.acceptedEpoch;
}

function drawConfig(draw: Draw, members: number, spares: number): ZabConfig {
  const servers = members + spares;
  const voters = (1 << members) - 1;
  const ids = Array.from({ length: servers }, (_, id) => id);
  const shape = draw('quorums', 10);
  return zabConfig({
    servers,
    variant: draw('variant', 4) === 0 ? 'paper' : 'zookeeper',
    voters,
    weights: ids.map((id) => (shape < 2 ? drawWeight(draw, id) : 1)),
    groups: shape === 2 && members > 3 ? [voters & 0b10101, voters & 0b01010] : [],
    finalizeMs: 10 + draw('finalize', 60),
    notifyMs: 50 + draw('notify', 100),
    pingMs: 20 + draw('ping', 30),
    initMs: 400 + draw('init', 400),
    syncMs: 200 + draw('sync', 200),
    windowTxns: 1 + draw('window', 8),
    maxOutstanding: 4 + draw('outstanding', 60),
    counterLimit: draw('limited', 3) === 0 ? 3 + draw('limit', 20) : 1_000_000,
  });
}

/** Server 0 has always some weight, so that there is a quorum. */
function drawWeight(draw: Draw, id: number): number {
  return id === 0 ? 1 + draw('weight 0', 2) : draw(`weight ${id}`, 4);
}
