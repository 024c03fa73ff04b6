import { ModelSpace, Search } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { actorModel, isLinearizable, isValueRead, type Server } from './actors.ts';

// Stateright's example of servers that each keep a register and tell nobody.

const register: Server<string> = {
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
  let linearizable = true;
  const model = actorModel(register, 1, 2, ({ history }) => {
    linearizable &&= isLinearizable(history);
    return false;
  });
  const search = new Search(new ModelSpace(model, 'depth'), { order: 'depth' });
  expect([search.finish(), search.distinct, linearizable]).toEqual(['exhausted', 93, true]);
});

it('has found 54 states of two servers when it meets a stale read beside a fresh one', () => {
  let over = false;
  const model = actorModel(register, 2, 2, (system) => {
    over ||= !isLinearizable(system.history) && isValueRead(system);
    return over;
  });
  const search = new Search(new ModelSpace(model, 'breadth'), { order: 'breadth' });
  search.finish();
  expect([over, search.distinct]).toEqual([true, 54]);
});
