import { type RowModel, RowSpace, Search } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { Actors, type Server } from '../../bench/peers/models/actors.ts';
import { countRows } from './count.ts';

// Stateright's example of servers that each keep a register and tell nobody.

const register: Server<string, never> = {
  start: () => '',
  receive: (_self, value, from, message, send) => {
    if (message.type === 'put') {
      send(from, { type: 'putOk', request: message.request });
      return message.value;
    }
    if (message.type === 'get') send(from, { type: 'getOk', request: message.request, value });
    return null;
  },
};

it('finds the 93 states of one server and two clients, all of them linearizable', () => {
  const model = new Actors('single copy', register, { servers: 1, clients: 2, room: 4 });
  const { status, distinct } = countRows(model, 'depth');
  expect({ status, distinct }).toEqual({ status: 'exhausted', distinct: 93 });
});

it('has found 54 states of two servers when it meets a stale read beside a fresh one', () => {
  const model = new Actors('single copy', register, { servers: 2, clients: 2, room: 4 });
  let over = false;
  // Stateright goes on until every property is decided, and then stops where it is.
  const untilThen: RowModel = {
    name: model.name,
    width: model.width,
    starts: (next) => model.starts(next),
    successors: (row, next) => {
      over ||= !model.isLinearizable(row) && model.isValueRead(row);
      if (!over) model.successors(row, next);
    },
    properties: [],
  };
  const space = new RowSpace(untilThen, 'breadth');
  const search = new Search(space, { order: 'breadth' });
  search.finish();
  expect([over, search.distinct]).toEqual([true, 54]);
});
