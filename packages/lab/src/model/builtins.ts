import type { ProtocolName } from './protocols.ts';
import type { BuiltinChoice } from './run.ts';

/** The scenarios that come with the lab, for each protocol in the order of the picker. */
export const BUILTINS = {
  raft: [
    'kill-the-leader',
    'calm',
    'split-vote',
    'partition',
    'slow-disk',
    'one-way',
    'figure-8',
    'random',
  ],
  paxos: [
    'kill-the-leader',
    'calm',
    'dueling-leaders',
    'keep-the-value',
    'primary-order',
    'partition',
    'slow-disk',
    'random',
  ],
  synod: [
    'kill-the-proposer',
    'calm',
    'dueling-proposers',
    'keep-the-value',
    'partition',
    'random',
  ],
  zab: [
    'kill-the-leader',
    'calm',
    'diff',
    'trunc',
    'snap',
    'between',
    'primary-order',
    'partition',
    'slow-disk',
    'random',
  ],
} as const satisfies Readonly<Record<ProtocolName, readonly string[]>>;

export type BuiltinOf<P extends ProtocolName> = (typeof BUILTINS)[P][number];
export type BuiltinName = BuiltinOf<ProtocolName>;

export const DEFAULT_CHOICE: BuiltinChoice = {
  protocol: 'raft',
  name: 'kill-the-leader',
  servers: 5,
  seed: 7,
  mutant: null,
  preVote: true,
  checkQuorum: true,
  variant: 'zookeeper',
};

export function isBuiltinName(name: string): name is BuiltinName {
  return Object.values(BUILTINS).some((names) => names.some((one) => one === name));
}

/** Where a scenario shows best with other than five servers. */
const SERVERS: Readonly<Partial<Record<BuiltinName, number>>> = { 'split-vote': 4 };

/** A built-in scenario with the knobs at which it shows best; without a name the protocol's first. */
export function choiceOf(name: string | null, protocol: ProtocolName = 'raft'): BuiltinChoice {
  const chosen = name ?? BUILTINS[protocol][0];
  const servers = isBuiltinName(chosen) ? (SERVERS[chosen] ?? 5) : 5;
  return { ...DEFAULT_CHOICE, protocol, name: chosen, servers };
}
