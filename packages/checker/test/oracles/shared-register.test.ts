import { expect, it } from 'vitest';
import { Actors, type Server } from '../../bench/peers/models/actors.ts';
import { countRows } from './count.ts';

// The register of Attiya, Bar-Noy and Dolev: ask a majority, then tell a majority.

type Stamp = readonly [clock: number, server: number];

type Phase =
  | {
      readonly type: 'ask';
      readonly request: number;
      readonly client: number;
      readonly write: string | null;
      readonly heard: readonly {
        readonly from: number;
        readonly stamp: Stamp;
        readonly value: string;
      }[];
    }
  | {
      readonly type: 'tell';
      readonly request: number;
      readonly client: number;
      readonly read: string | null;
      readonly acks: readonly number[];
    };

interface State {
  readonly stamp: Stamp;
  readonly value: string;
  readonly phase: Phase | null;
}

type Body =
  | { readonly type: 'query'; readonly request: number }
  | {
      readonly type: 'heard';
      readonly request: number;
      readonly stamp: Stamp;
      readonly value: string;
    }
  | {
      readonly type: 'record';
      readonly request: number;
      readonly stamp: Stamp;
      readonly value: string;
    }
  | { readonly type: 'recorded'; readonly request: number };

const isNewer = (a: Stamp, b: Stamp): boolean => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

function abd(servers: number): Server<State, Body> {
  const majority = Math.floor(servers / 2) + 1;
  return {
    start: (self) => ({ stamp: [0, self], value: '', phase: null }),
    receive: (self, state, from, message, send) => {
      const tell = (to: number, body: Body): void => send(to, { type: 'internal', body });
      const tellPeers = (body: Body): void => {
        for (let id = 0; id < servers; id += 1) if (id !== self) tell(id, body);
      };
      const { stamp, value, phase } = state;
      if (message.type === 'put' || message.type === 'get') {
        if (phase !== null) return null;
        const { request } = message;
        tellPeers({ type: 'query', request });
        const write = message.type === 'put' ? message.value : null;
        const heard = [{ from: self, stamp, value }];
        return { ...state, phase: { type: 'ask', request, client: from, write, heard } };
      }
      if (message.type !== 'internal') return null;
      const { body } = message;
      const { request } = body;
      switch (body.type) {
        case 'query':
          tell(from, { type: 'heard', request, stamp, value });
          return null;
        case 'record':
          tell(from, { type: 'recorded', request });
          return isNewer(body.stamp, stamp)
            ? { ...state, stamp: body.stamp, value: body.value }
            : null;
        case 'heard': {
          if (phase?.type !== 'ask' || phase.request !== request) return null;
          const heard = [...phase.heard, { from, stamp: body.stamp, value: body.value }];
          if (heard.length !== majority) return { ...state, phase: { ...phase, heard } };
          const newest = heard.reduce((a, b) => (isNewer(b.stamp, a.stamp) ? b : a));
          const chosen: { stamp: Stamp; value: string } =
            phase.write === null
              ? newest
              : { stamp: [newest.stamp[0] + 1, self], value: phase.write };
          tellPeers({ type: 'record', request, stamp: chosen.stamp, value: chosen.value });
          const kept = isNewer(chosen.stamp, stamp) ? chosen : state;
          const read = phase.write === null ? newest.value : null;
          const { client } = phase;
          return {
            stamp: kept.stamp,
            value: kept.value,
            phase: { type: 'tell', request, client, read, acks: [self] },
          };
        }
        case 'recorded': {
          if (phase?.type !== 'tell' || phase.request !== request || phase.acks.includes(from))
            return null;
          const acks = [...phase.acks, from].toSorted((a, b) => a - b);
          if (acks.length !== majority) return { ...state, phase: { ...phase, acks } };
          const { client, read } = phase;
          if (read === null) send(client, { type: 'putOk', request });
          else send(client, { type: 'getOk', request, value: read });
          return { ...state, phase: null };
        }
      }
    },
  };
}

it('finds the 544 states of a register shared by two servers, all of them linearizable', () => {
  const model = new Actors('ABD', abd(2), { servers: 2, clients: 2, room: 12 });
  const { status, distinct, reached } = countRows(model);
  expect({ status, distinct, reached }).toEqual({
    status: 'exhausted',
    distinct: 544,
    reached: ['a value is read'],
  });
});
