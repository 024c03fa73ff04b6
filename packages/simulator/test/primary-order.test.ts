import type { Shape, Subject } from '@menagerie/contract';
import { toText } from '@menagerie/contract/testing';
import { type PaxosShape, paxosConfig } from '@menagerie/paxos';
import { paxosSubject } from '@menagerie/paxos/testing';
import { type RaftShape, raftConfig } from '@menagerie/raft';
import { raftSubject } from '@menagerie/raft/testing';
import { type ZabShape, zabConfig } from '@menagerie/zab';
import { zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import {
  crashPoints,
  createRecording,
  parseScenario,
  playIntents,
  primaryOrderStory,
  printScenario,
  type Recording,
} from '../src/index.ts';

const story = primaryOrderStory(5);

/** The data in an output of a core, or `null` where it has none. */
type DataOf<S extends Shape> = (output: S['output']) => Uint8Array | null;

/** What each server delivered, from its newest start on, as letters: A for the first write. */
function deliveredBy<S extends Shape>({ events, scenario }: Recording<S>, dataOf: DataOf<S>) {
  const delivered = Array.from({ length: scenario.config.servers }, () => '');
  const all: string[][] = delivered.map(() => []);
  for (const { server, body } of events) {
    if (server === null) continue;
    if (body.type === 'crashed') {
      all[server]?.push(delivered[server] ?? '');
      delivered[server] = '';
    }
    if (body.type !== 'delivered') continue;
    const data = dataOf(body.output);
    if (data !== null) delivered[server] += letterOf(data);
  }
  return { atTheEnd: delivered, ever: [...all.flat(), ...delivered] };
}

function letterOf(data: Uint8Array): string {
  const nth = Number(toText(data).slice(1));
  return String.fromCharCode('A'.charCodeAt(0) + nth - 1);
}

/** B without A before it. */
function breaksPrimaryOrder(delivered: string): boolean {
  return delivered.includes('B') && !delivered.startsWith('A');
}

const PRIMARIES = ['first', 'second', 'third'];

interface Outcome {
  readonly primary: string;
  readonly step: number;
  readonly after: string;
  /** What all have delivered in the end. */
  readonly delivered: string;
  /** Whether any server ever delivered B without A. */
  readonly broken: boolean;
}

/** What comes of each crash point; everybody must deliver the same, and no property be violated. */
function outcomes<S extends Shape>(
  subject: Subject<S>,
  config: S['config'],
  dataOf: DataOf<S>,
): Outcome[] {
  return crashPoints(subject, config, story).map((crashPoint) => {
    const { crash, step, after } = crashPoint;
    const primary = PRIMARIES[crash] ?? '';
    const point = `${primary} ${step} ${after.type}`;
    const run = crashPoint.play();
    expect([point, run.violation]).toEqual([point, null]);
    const { atTheEnd, ever } = deliveredBy(run, dataOf);
    expect([point, new Set(atTheEnd).size]).toEqual([point, 1]);
    const broken = ever.some(breaksPrimaryOrder);
    return { primary, step, after: after.type, delivered: atTheEnd[0] ?? '', broken };
  });
}

/** Crash points in a row with the same outcome on one line; a broken order is marked. */
function lines(all: readonly Outcome[]): string {
  const rows: { from: string; to: string; what: string }[] = [];
  for (const { primary, step, after, delivered, broken } of all) {
    const what = `${primary}: ${delivered}${broken ? ', B without A' : ''}`;
    const last = rows.at(-1);
    const name = `${step} ${after}`;
    if (last?.what === what) last.to = name;
    else rows.push({ from: name, to: name, what });
  }
  return rows.map(({ from, to, what }) => `${what}, after ${from} to ${to}`).join('\n');
}

const dataOfPaxos: DataOf<PaxosShape> = (output) =>
  output.type === 'entry' && output.value.type === 'data' ? output.value.data : null;
const dataOfZab: DataOf<ZabShape> = (output) =>
  output.type === 'txn' && output.txn.type === 'data' ? output.txn.data : null;
const dataOfRaft: DataOf<RaftShape> = (output) =>
  output.type === 'entry' && output.entry.type === 'data' ? output.entry.data : null;

const paxos = paxosConfig({ servers: 5 });

describe('the story of three primaries, whole', () => {
  const whole = playIntents(paxosSubject, paxos, story);

  it('has everybody deliver C, B, D in Multi-Paxos: B without A', () => {
    const { atTheEnd } = deliveredBy(whole, dataOfPaxos);
    expect(atTheEnd).toEqual(['CBD', 'CBD', 'CBD', 'CBD', 'CBD']);
    expect(whole.violation).toBeNull();
  });

  it('is a scenario that plays again to the same end, from its file too', () => {
    const file = printScenario(whole.scenario, paxosSubject);
    const again = createRecording(paxosSubject, parseScenario(file, [paxosSubject]));
    again.extend({ steps: whole.steps });
    expect(again.momentAt(again.steps).hash).toBe(whole.momentAt(whole.steps).hash);
  });

  it.each([3, 7])('can be had with %i servers as well', (servers) => {
    const run = playIntents(paxosSubject, paxosConfig({ servers }), primaryOrderStory(servers));
    expect(new Set(deliveredBy(run, dataOfPaxos).atTheEnd)).toEqual(new Set(['CBD']));
  });
});

describe('the crash points of every primary of the story', () => {
  it('are each a crash of a server that leads, right after a step of its own', () => {
    const points = crashPoints(paxosSubject, paxos, story);
    expect(new Set(points.map(({ crash }) => crash))).toEqual(new Set([0, 1, 2]));
    for (const { server, after, play } of points) {
      const run = play();
      const { decisions } = run;
      const at = decisions.findIndex(({ decision }) => decision === after);
      expect(decisions[at + 1]?.decision).toMatchObject({ type: 'crash', server });
      const state = run.momentAt(at + 1).servers[server]?.state ?? null;
      expect(state !== null && paxosSubject.leads(state)).toBe(true);
    }
  });

  it('break primary order in Multi-Paxos where B is on the disk of the first, and C on that of the second', () => {
    expect(lines(outcomes(paxosSubject, paxos, dataOfPaxos))).toMatchInlineSnapshot(`
      "first: CD, after 1 deliver to 5 command
      first: CBD, B without A, after 6 sync to 8 fire
      second: ABD, after 1 deliver to 2 command
      second: CBD, B without A, after 3 sync to 5 fire
      third: CB, B without A, after 1 deliver to 1 deliver
      third: CBD, B without A, after 2 command to 21 deliver"
    `);
  });

  it('break it nowhere in Zab as ZooKeeper has it', () => {
    const all = outcomes(zabSubject, zabConfig({ servers: 5 }), dataOfZab);
    expect(all.filter(({ broken }) => broken)).toEqual([]);
    expect(lines(all)).toMatchInlineSnapshot(`
      "first: CD, after 1 deliver to 8 fire
      second: D, after 1 deliver to 2 command
      second: CD, after 3 sync to 5 fire
      third: C, after 1 deliver to 2 command
      third: CD, after 3 sync to 17 deliver"
    `);
  });

  it('break it nowhere in Zab as the paper has it', () => {
    const config = zabConfig({ servers: 5, variant: 'paper' });
    const all = outcomes(zabSubject, config, dataOfZab);
    expect(all.filter(({ broken }) => broken)).toEqual([]);
    expect(lines(all)).toMatchInlineSnapshot(`
      "first: CD, after 1 deliver to 8 fire
      second: D, after 1 deliver to 2 command
      second: CD, after 3 sync to 5 fire
      third: C, after 1 deliver to 3 deliver
      third: CD, after 4 sync to 18 deliver"
    `);
  });

  it('break it nowhere in Raft', () => {
    const all = outcomes(raftSubject, raftConfig({ servers: 5 }), dataOfRaft);
    expect(all.filter(({ broken }) => broken)).toEqual([]);
    expect(lines(all)).toMatchInlineSnapshot(`
      "first: CD, after 1 deliver to 10 fire
      second: D, after 1 deliver to 4 command
      second: CD, after 5 sync to 7 fire
      third: , after 1 deliver to 6 deliver
      third: CD, after 7 deliver to 7 deliver
      third: , after 8 fire to 8 fire
      third: CD, after 9 deliver to 20 deliver"
    `);
  });

  it('break it nowhere in Multi-Paxos with a window of 1', () => {
    const all = outcomes(paxosSubject, { ...paxos, window: 1 }, dataOfPaxos);
    expect(all.filter(({ broken }) => broken)).toEqual([]);
    expect(lines(all)).toMatchInlineSnapshot(`
      "first: CD, after 1 deliver to 6 fire
      second: AD, after 1 deliver to 2 command
      second: CD, after 3 sync to 5 fire
      third: C, after 1 deliver to 8 deliver
      third: CD, after 9 deliver to 23 deliver"
    `);
  });
});
