import type { BuiltinName } from '../model/builtins.ts';

/** Titles of the built-in scenarios, and what there is to see in each. */
export const scenariosEn = {
  titles: {
    'kill-the-leader': 'Kill the leader',
    calm: 'Calm',
    'split-vote': 'Split vote',
    partition: 'Partition',
    'figure-8': 'Figure 8',
    'slow-disk': 'Slow disk',
    'one-way': 'One-way link',
    random: 'Random faults',
    'dueling-leaders': 'Dueling leaders',
    'keep-the-value': 'The value that must be kept',
    'kill-the-proposer': 'Kill the proposer',
    'dueling-proposers': 'Dueling proposers',
    diff: 'DIFF: what it lacks',
    trunc: 'TRUNC: what it has too much',
    snap: 'SNAP: the whole',
    between: 'Between NEWLEADER and UPTODATE',
    'primary-order': 'Three primaries',
  } satisfies Record<BuiltinName, string>,
  about: {
    'kill-the-leader': 'A quiet network. Have a leader, write, crash it: the write is still there.',
    calm: 'Clients write, and nothing goes wrong: how the protocol runs most of its life.',
    'split-vote':
      'Two servers stand for election at once, and neither wins. Random timers part them.',
    partition:
      'Whoever leads is cut off with a minority, and decides nothing; the majority goes on.',
    'figure-8': 'The paper’s Figure 8: an entry of an old term on a majority may still be lost.',
    'slow-disk': 'Disks take their time. Nothing is promised before it is on them.',
    'one-way':
      'A server that hears nothing, but is heard: it disturbs the others, unless they ask first.',
    random: 'Crashes, pauses, partitions and loss, drawn from the seed.',
    'dueling-leaders':
      'Two servers ask for promises in turn; each higher ballot deposes the other.',
    'keep-the-value':
      'A value may be chosen without anybody knowing. The next ballot finds it, and must keep it.',
    'kill-the-proposer':
      'Have a value chosen and crash who proposed it: another proposer can only choose it again.',
    'dueling-proposers':
      'Each prepare undoes the one before. Safe all the time; a random pause ends it.',
    diff: 'A follower comes back, and lacks some transactions: it is sent just these.',
    trunc: 'A deposed leader comes back with a proposal that nobody has. It must go.',
    snap: 'A server comes back so late that the leader sends it everything.',
    'primary-order':
      'A and B, then C, then D: may B be delivered without A? Paxos says yes, Zab no.',
    between: 'Proposals go on while a follower is synchronized. None may be lost on it.',
  } satisfies Record<BuiltinName, string>,
};
