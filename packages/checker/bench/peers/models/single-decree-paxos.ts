import { Actors, type Server } from './actors.ts';

type Ballot = readonly [round: number, server: number];
type Proposal = readonly [request: number, client: number, value: string];
type Accepted = readonly [Ballot, Proposal] | null;

interface State {
  readonly ballot: Ballot;
  readonly proposal: Proposal | null;
  /** By server, what it had accepted when it promised; `undefined` for no promise. */
  readonly promises: readonly { readonly from: number; readonly accepted: Accepted }[];
  readonly accepts: readonly number[];
  readonly accepted: Accepted;
  readonly decided: boolean;
}

type Body =
  | { readonly type: 'prepare'; readonly ballot: Ballot }
  | { readonly type: 'promise'; readonly ballot: Ballot; readonly accepted: Accepted }
  | { readonly type: 'accept'; readonly ballot: Ballot; readonly proposal: Proposal }
  | { readonly type: 'accepted'; readonly ballot: Ballot }
  | { readonly type: 'decided'; readonly ballot: Ballot; readonly proposal: Proposal };

const compare = (a: Ballot, b: Ballot): number => a[0] - b[0] || a[1] - b[1];

function paxos(servers: number): Server<State, Body> {
  const majority = Math.floor(servers / 2) + 1;
  return {
    start: () => ({
      ballot: [0, 0],
      proposal: null,
      promises: [],
      accepts: [],
      accepted: null,
      decided: false,
    }),
    receive: (self, state, from, message, send) => {
      const tell = (to: number, body: Body): void => send(to, { type: 'internal', body });
      const tellPeers = (body: Body): void => {
        for (let id = 0; id < servers; id += 1) if (id !== self) tell(id, body);
      };
      const withPromise = (accepted: Accepted): State['promises'] =>
        [...state.promises.filter((each) => each.from !== from), { from, accepted }].toSorted(
          (a, b) => a.from - b.from,
        );
      if (state.decided) {
        const value = state.accepted?.[1][2] ?? '';
        if (message.type === 'get') send(from, { type: 'getOk', request: message.request, value });
        return null;
      }
      if (message.type === 'put') {
        if (state.proposal !== null) return null;
        const ballot: Ballot = [state.ballot[0] + 1, self];
        tellPeers({ type: 'prepare', ballot });
        return {
          ...state,
          ballot,
          proposal: [message.request, from, message.value],
          promises: [{ from: self, accepted: state.accepted }],
          accepts: [],
        };
      }
      if (message.type !== 'internal') return null;
      const { body } = message;
      const { ballot } = body;
      const order = compare(ballot, state.ballot);
      switch (body.type) {
        case 'prepare':
          if (order <= 0) return null;
          tell(from, { type: 'promise', ballot, accepted: state.accepted });
          return { ...state, ballot };
        case 'promise': {
          if (order !== 0) return null;
          const promises = withPromise(body.accepted);
          if (promises.length !== majority) return { ...state, promises };
          const proposal = newestOf(promises) ?? state.proposal;
          if (proposal === null) return null;
          tellPeers({ type: 'accept', ballot, proposal });
          return {
            ...state,
            promises,
            proposal,
            accepted: [ballot, proposal],
            accepts: withSelf(state, self),
          };
        }
        case 'accept':
          if (order < 0) return null;
          tell(from, { type: 'accepted', ballot });
          return { ...state, ballot, accepted: [ballot, body.proposal] };
        case 'accepted': {
          if (order !== 0 || state.proposal === null) return null;
          const accepts = withSelf(state, from);
          if (accepts.length !== majority) return { ...state, accepts };
          const { proposal } = state;
          tellPeers({ type: 'decided', ballot, proposal });
          send(proposal[1], { type: 'putOk', request: proposal[0] });
          return { ...state, accepts, decided: true };
        }
        case 'decided':
          return { ...state, ballot, accepted: [ballot, body.proposal], decided: true };
      }
    },
  };
}

function withSelf({ accepts }: State, id: number): readonly number[] {
  return accepts.includes(id) ? accepts : [...accepts, id].toSorted((a, b) => a - b);
}

function newestOf(promises: State['promises']): Proposal | null {
  let newest: Accepted = null;
  for (const { accepted } of promises) {
    if (accepted !== null && (newest === null || compare(accepted[0], newest[0]) > 0))
      newest = accepted;
  }
  return newest?.[1] ?? null;
}

/**
 * Servers that agree on one value by Paxos, and clients that each write once and then read: the
 * register that Stateright's own example makes of it. Whoever is asked to write proposes, and
 * tells of the decision.
 */
export function singleDecreePaxos(servers: number, clients: number): Actors<State, Body> {
  return new Actors('single-decree Paxos', paxos(servers), { servers, clients, room: 40 });
}
