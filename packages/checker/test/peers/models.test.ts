import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RowModel, RowSpace, Search } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { Actors, type Server } from '../../bench/peers/models/actors.ts';
import { isLinearizable } from '../../bench/peers/models/register-clients.ts';
import { singleDecreePaxos } from '../../bench/peers/models/single-decree-paxos.ts';
import { synod } from '../../bench/peers/models/synod.ts';
import { twoPhaseCommit } from '../../bench/peers/models/two-phase-commit.ts';
import { peerModels, usual } from '../../bench/peers/peer-models.ts';
import { countRows } from '../oracles/count.ts';

const peers = join(import.meta.dirname, '../../bench/peers');

it('has each model once for every tool, with all the constants that its specification declares', () => {
  expect(new Set(peerModels.map(({ id }) => id)).size).toBe(peerModels.length);
  expect(usual.every((model) => peerModels.includes(model))).toBe(true);
  const rust = readFileSync(join(peers, 'stateright/src/main.rs'), 'utf8');
  for (const { tlc, stateright, staterightRows } of peerModels) {
    const file = join(peers, 'tlc', `${tlc.module}.tla`);
    const specification = readFileSync(file, 'utf8');
    const [, constants = ''] = /^CONSTANTS? (.+?) *\\\*/m.exec(specification) ?? [];
    expect(constants.split(', ')).toEqual(Object.keys(tlc.constants));
    expect(specification).toContain(`MODULE ${tlc.module} `);
    expect(rust).toContain(`("${stateright[0]}"`);
    if (staterightRows !== null) expect(rust).toContain(`("${staterightRows[0]}"`);
  }
});

it('generates what TLC and Stateright do on these specifications, not only the same states', () => {
  const counts = [twoPhaseCommit(5), synod({ acceptors: 3, values: 2, ballots: 2 })]
    .concat(singleDecreePaxos(3, 2))
    .map((model) => countRows(model).generated);
  expect(counts).toEqual([58_146, 22_995, 32_971]);
});

it('sees a manager that has committed beside one that has aborted', () => {
  const [consistent] = twoPhaseCommit(2).properties;
  const holds = (...managers: number[]) => consistent?.holds(Int32Array.of(...managers, 0, 0, 0));
  expect([holds(2, 3), holds(3, 2), holds(2, 2), holds(3, 3), holds(1, 3)]).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

it('sees two values chosen, each by two of three acceptors', () => {
  const [agreement] = synod({ acceptors: 3, values: 2, ballots: 2 }).properties;
  // What was asked; what was proposed in ballots 1 and 2; then of each acceptor its promise, last
  // vote, votes as bits, and what it promised in ballots 1 and 2.
  const holds = (second: number, votes: readonly number[]) =>
    agreement?.holds(
      Int32Array.from([0, 1, second, ...votes.flatMap((bits) => [0, 0, 0, bits, 0, 0])]),
    );
  const both = [0b110, 0b110, 0];
  expect([holds(2, both), holds(1, both), holds(2, [0b110, 0b010, 0b100])]).toEqual([
    false,
    true,
    false,
  ]);
  expect(holds(2, [0b010, 0b010, 0b100])).toBe(true);
});

it('sees clients of servers that tell each other nothing read what no order explains', () => {
  const alone: Server<string, never> = {
    start: () => '',
    receive: (_self, value, from, message, send) => {
      if (message.type === 'get') send(from, { type: 'getOk', request: message.request, value });
      if (message.type !== 'put') return null;
      send(from, { type: 'putOk', request: message.request });
      return message.value;
    },
  };
  const model = new Actors('alone', alone, { servers: 2, clients: 2, room: 4 });
  const search = new Search(new RowSpace(model, 'breadth'), { order: 'breadth' });
  expect([search.finish(), search.found[0]?.violation.property]).toEqual([
    'violated',
    'linearizable',
  ]);
});

it('sees that a read began after a write was done, and did not return it', () => {
  const write = { write: 'A', after: [0, 0], result: 'written' };
  const read = (done: number, result: string) => ({ write: null, after: [done, 0], result });
  const told = (done: number, result: string) =>
    isLinearizable([
      { awaiting: null, operations: 1, calls: [write] },
      { awaiting: null, operations: 1, calls: [read(done, result)] },
    ]);
  expect([told(1, ''), told(0, ''), told(1, 'A'), told(0, 'A'), told(0, 'B')]).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

it('lets one of two equal messages arrive', () => {
  const stammering: Server<null, never> = {
    start: () => null,
    receive: (_self, _state, from, message, send) => {
      if (message.type === 'get') send(from, { ...message, type: 'getOk', value: '' });
      if (message.type !== 'put') return null;
      for (let i = 0; i < 2; i += 1) send(from, { type: 'putOk', request: message.request });
      return null;
    },
  };
  const model = new Actors('stammering', stammering, { servers: 1, clients: 1, room: 3 });
  // What the client wrote is nowhere, so its read is not linearizable: only the states count here.
  const { distinct, generated } = countRows(unjudged(model));
  expect({ distinct, generated }).toEqual({ distinct: 5, generated: 5 });
});

it('says how many messages are too many', () => {
  const narrow = new Actors('narrow', silent, { servers: 1, clients: 2, room: 1 });
  expect(() => countRows(narrow)).toThrow('more than 1 messages are under way');
});

const silent: Server<null, never> = { start: () => null, receive: () => null };

function unjudged(model: RowModel): RowModel {
  return {
    name: model.name,
    width: model.width,
    starts: (next) => model.starts(next),
    successors: (row, next) => model.successors(row, next),
    properties: [],
  };
}
