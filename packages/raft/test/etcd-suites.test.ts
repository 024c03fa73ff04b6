import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  committedIndex,
  has,
  idsOf,
  joint,
  majority,
  type QuorumSystem,
  type ServerSet,
  serversOf,
  voteResult,
} from '@menagerie/contract';
import {
  type ChangeError,
  type ChangeResult,
  changeOne,
  emptyMembership,
  enterJoint,
  leaveJoint,
  type Membership,
  type MembershipChange,
} from '@menagerie/raft';
import { describe, expect, it } from 'vitest';

// The data-driven files of etcd-io/raft, read where they lie. The project does not contain them.
const suites = join(import.meta.dirname, '../../../../shared/suites/etcd-raft');

/** What the files say that this package deliberately does not, each with the reason. */
const differences = {
  progress:
    'match, next and StateProbe belong to a tracker that etcd changes together with the ' +
    'configuration; here peers belong to a leader. Which servers have one, and which of them are ' +
    'learners, is compared.',
  chart: 'the bar charts of the quorum files are drawn for the eye; the verdict is compared.',
  zero: 'etcd reserves the number 0 for nobody and skips changes that name it; here 0 is a server.',
  update:
    'u carries a payload for the application past the configuration; here there is no such change.',
} as const;

interface Case {
  readonly line: number;
  readonly command: string;
  readonly input: string;
  readonly expected: string;
}

/** Blocks of a command, its input lines, a rule, and what is expected, parted by empty lines. */
function casesOf(text: string): Case[] {
  const lines = text.split('\n');
  const cases: Case[] = [];
  let at = 0;
  while (at < lines.length) {
    const first = lines[at] ?? '';
    if (first === '' || first.startsWith('#')) {
      at += 1;
      continue;
    }
    const rule = lines.indexOf('----', at);
    const end = lines.indexOf('', rule);
    const stop = end < 0 ? lines.length : end;
    cases.push({
      line: at + 1,
      command: first,
      input: lines
        .slice(at + 1, rule)
        .join(' ')
        .trim(),
      expected: lines.slice(rule + 1, stop).join('\n'),
    });
    at = stop;
  }
  return cases;
}

function filesOf(suite: string): string[] {
  const folder = join(suites, suite);
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

function forEachFile(suite: string, check: (file: string, cases: readonly Case[]) => void): void {
  const files = filesOf(suite);
  it.skipIf(files.length === 0)(`etcd-raft/${suite} is at ../shared/suites`, () => {
    expect(files.length).toBeGreaterThan(0);
  });
  it.each(files)(`etcd-raft/${suite}/%s`, (file) => {
    const cases = casesOf(readFileSync(join(suites, suite, file), 'utf8'));
    expect(cases.length).toBeGreaterThan(0);
    check(file, cases);
  });
}

describe(`quorums, as etcd has them; not compared: ${differences.chart}`, () => {
  forEachFile('quorum', (file, cases) => {
    for (const each of cases) {
      const lines = each.expected.split('\n');
      const place = `${file}:${each.line}`;
      expect(`${place} ${verdictOf(each)}`).toBe(`${place} ${lines.at(-1)}`);
    }
  });
});

/** `cfg=(1,2) cfgj=zero idx=(1,_)` by name. */
function argumentsOf(command: string): Map<string, string> {
  const found = command.matchAll(/(\w+)=(?:\(([^)]*)\)|(\w+))/g);
  return new Map(
    [...found].map((match) => [match[1] ?? '', (match[2] ?? match[3] ?? '').replaceAll(' ', '')]),
  );
}

function listOf(text: string | undefined): string[] {
  return text === undefined || text === '' || text === 'zero' ? [] : text.split(',');
}

// Ids of the files may be as large as 123; what counts is their order.
function verdictOf({ command }: Case): string {
  const given = argumentsOf(command);
  const [first, second] = [listOf(given.get('cfg')), listOf(given.get('cfgj'))];
  const names = [...new Set([...first, ...second])];
  const setOf = (ids: readonly string[]): ServerSet =>
    serversOf(...ids.map((id) => names.indexOf(id)));
  const system: QuorumSystem = given.has('cfgj')
    ? joint(majority(setOf(first)), majority(setOf(second)))
    : majority(setOf(first));
  if (command.startsWith('vote')) return verdictOfVote(system, listOf(given.get('votes')));
  const indexes = listOf(given.get('idx')).map((index) => (index === '_' ? 0 : Number(index)));
  const committed = committedIndex(system, (server) => indexes[server] ?? 0);
  return Number.isFinite(committed) ? `${committed}` : '<empty majority quorum>∞';
}

function verdictOfVote(system: QuorumSystem, votes: readonly string[]): string {
  const voting = (as: string): ServerSet =>
    votes.reduce((set, vote, id) => (vote === as ? set | (1 << id) : set), 0);
  const verdicts = { won: 'VoteWon', lost: 'VoteLost', pending: 'VotePending' } as const;
  return verdicts[voteResult(system, 'read', voting('y'), voting('n'))];
}

describe(`changes of membership, as etcd has them; not compared: ${Object.keys(differences).join(', ')}`, () => {
  forEachFile('confchange', (file, cases) => {
    let membership = emptyMembership(20);
    for (const each of cases) {
      const result = carryOut(membership, each);
      const [configuration, ...progress] = each.expected.split('\n');
      const place = `${file}:${each.line}`;
      expect(`${place} ${shown(result, each, membership)}`).toBe(`${place} ${configuration}`);
      if (result.type === 'impossible') continue;
      ({ membership } = result);
      expect([place, ...peersOf(membership)]).toEqual([place, ...progress.map(withoutProgress)]);
    }
  });
});

function carryOut(membership: Membership, { command, input }: Case): ChangeResult {
  const changes = input === '' ? [] : input.split(' ').flatMap(changeOf);
  if (command.startsWith('simple')) return changeOne(membership, changes);
  if (command.startsWith('leave-joint')) return leaveJoint(membership);
  return enterJoint(membership, changes, command.includes('autoleave=true'));
}

function changeOf(word: string): MembershipChange[] {
  const server = Number(word.slice(1));
  // See `differences`: zero, update.
  if (server === 0 || word.startsWith('u')) return [];
  if (word.startsWith('v')) return [{ type: 'addVoter', server, incarnation: 0 }];
  if (word.startsWith('l')) return [{ type: 'addLearner', server, incarnation: 0 }];
  if (word.startsWith('r')) return [{ type: 'remove', server }];
  throw new Error(`unknown change ${word}`);
}

/** What etcd says to a refusal: it has words of its own where one reason meets two commands. */
function refusal(reason: ChangeError, { command }: Case, before: Membership): string {
  const simple = command.startsWith('simple');
  switch (reason) {
    case 'not-joint':
      return "can't leave a non-joint config";
    case 'needs-joint':
      return 'more than one voter changed without entering joint config';
    case 'already-joint':
      return simple
        ? "can't apply simple config change in joint config"
        : 'config is already joint';
    case 'no-voters':
      return simple || before.voters !== 0
        ? 'removed all voters'
        : "can't make a zero-voter config joint";
    default:
      return reason;
  }
}

function shown(result: ChangeResult, each: Case, before: Membership): string {
  if (result.type === 'impossible') return refusal(result.reason, each, before);
  const { voters, outgoing, learners, learnersNext, autoLeave } = result.membership;
  let text = `voters=${ids(voters)}`;
  if (outgoing !== 0) text += `&&${ids(outgoing)}`;
  if (learners !== 0) text += ` learners=${ids(learners)}`;
  if (learnersNext !== 0) text += ` learners_next=${ids(learnersNext)}`;
  return autoLeave ? `${text} autoleave` : text;
}

function ids(set: ServerSet): string {
  return `(${idsOf(set).join(' ')})`;
}

/** Who has a progress, and who as a learner. */
function peersOf({ voters, outgoing, learners, learnersNext }: Membership): string[] {
  return idsOf(voters | outgoing | learners | learnersNext).map(
    (id) => `${id}:${has(learners, id) ? ' learner' : ''}`,
  );
}

function withoutProgress(line: string): string {
  return line.replace(/ StateProbe match=\d+ next=\d+/, '');
}
