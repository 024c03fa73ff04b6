import type { Shape } from '@menagerie/contract';
import type { Member } from '@menagerie/server';
import type { Closing } from './closing.ts';
import type { Cuts } from './cuts.ts';
import type { Doors } from './doors.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Incarnations } from './incarnations.ts';
import type { RunningServer } from './options.ts';
import type { Peers } from './peers/peers.ts';

/** Of what a server that runs is made, as far as somebody outside may use it. */
export interface RunningParts<S extends Shape> {
  readonly doors: Doors;
  readonly incarnations: Incarnations;
  readonly gateway: Pick<Gateway, 'port'> | null;
  readonly member: Member<S>;
  readonly links: Peers;
  readonly cuts: Cuts;
  readonly closing: Closing;
}

/** What whoever started a server has in hand. */
export function runningServer<S extends Shape>(parts: RunningParts<S>): RunningServer {
  const { doors, gateway, member, links, cuts, closing, incarnations } = parts;
  return {
    get clientPort() {
      return doors.clientPort;
    },
    securePort: doors.securePort,
    adminPort: doors.adminPort,
    metricsPort: doors.metricsPort,
    gatewayPort: gateway?.port ?? null,
    cut: (cut) => {
      // What a cut swallowed does not come any more: whoever waits for it is to learn of that.
      for (const peer of cuts.set(cut)) links.redial(peer);
    },
    get role() {
      return member.role.type;
    },
    get notice() {
      return incarnations.notice;
    },
    get zxid() {
      return member.ledger.zxid;
    },
    close: () => closing.close(),
  };
}
