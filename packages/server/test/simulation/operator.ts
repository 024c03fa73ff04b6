import { ErrorCode, Xid } from '@menagerie/jute';
import { NEW_SESSION } from '../helpers/new-session.ts';
import { CLIENT_PORT, type Machine } from './machine.ts';
import type { Network } from './network.ts';
import { Place } from './place.ts';
import { Wire } from './wire.ts';

const SECRET = 'operator:secret';
/** What servers know of that, as ACLs have it. */
export const OPERATOR_DIGEST = 'operator:7jWRZ6rRChO2XKqMVWLii1hb7YQ=';

/** Fewer do not vote: `standaloneEnabled` is left as it is. */
const LEAST_VOTERS = 2;
/** So long an answer is waited for: who asked a machine that lost its power hears nothing. */
const PATIENCE_MS = 10_000;
/** Between two attempts at something that is to come about. */
const AGAIN_MS = 200;

/** What became of a wish for other members; `null` where nobody knows. */
type Outcome = 'done' | 'refused' | null;

/** Somebody who has others belong to the ensemble, whatever else goes on. */
export class Operator {
  readonly #network: Network;
  readonly #machines: readonly [Machine, ...Machine[]];
  readonly #place: Place;
  readonly #underWay: Promise<void>[] = [];
  /** Who votes, as far as the operator was told. */
  #voters: readonly Machine[];
  /** How many wishes for other members came to an end, and how. */
  readonly counts = new Map<string, number>();

  constructor(
    network: Network,
    machines: readonly [Machine, ...Machine[]],
    founders: readonly Machine[],
  ) {
    this.#network = network;
    this.#machines = machines;
    this.#voters = founders;
    this.#place = new Place('operator', network.timeline);
  }

  /**
   * Some are to vote, more often such as did not, and most of them run; of the others some may observe.
   *
   * @returns those that are to vote; nobody where that would be too few
   */
  exchange(): readonly Machine[] {
    const { timeline } = this.#network;
    const lines: string[] = [];
    const voters: Machine[] = [];
    for (const machine of this.#machines) {
      const votes = timeline.random() < (this.#voters.includes(machine) ? 0.35 : 0.9);
      const observes = !votes && timeline.random() < 0.5;
      if (!votes && !observes) continue;
      if (timeline.random() < 0.8) machine.start();
      if (votes) voters.push(machine);
      lines.push(machine.lineAs(votes ? 'participant' : 'observer'));
    }
    if (voters.length < LEAST_VOTERS) return [];
    const over = this.#ask(this.#someone(), lines).then((outcome) => {
      const name = `reconfig-${outcome ?? 'unknown'}`;
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
      if (outcome === 'done') this.#voters = voters;
    });
    this.#underWay.push(over);
    return voters;
  }

  /** Has everybody vote, however often it takes, once all that was wished for before is over. */
  async gather(): Promise<void> {
    await Promise.all(this.#underWay);
    const lines = this.#machines.map((machine) => machine.lineAs('participant'));
    for (;;) {
      const outcome = await this.#ask(this.#someone(), lines);
      if (outcome === 'done') return;
      await new Promise<void>((resolve) => {
        this.#place.after(AGAIN_MS, 'timer', resolve);
      });
    }
  }

  /** One that serves, as far as somebody outside can tell. */
  #someone(): Machine {
    const [first, ...others] = this.#machines.filter(
      ({ role }) => role !== null && role !== 'looking',
    );
    return this.#network.timeline.pick(first === undefined ? this.#machines : [first, ...others]);
  }

  #ask({ name: host }: Machine, lines: readonly string[]): Promise<Outcome> {
    const body = {
      joiningServers: null,
      leavingServers: null,
      newMembers: lines.join('\n'),
      curConfigId: -1n,
    };
    const auth = { type: 0, scheme: 'digest', auth: new TextEncoder().encode(SECRET) };
    const stream = this.#network.dial({ host, port: CLIENT_PORT }, this.#place);
    return new Promise((resolve) => {
      const impatient = this.#place.after(PATIENCE_MS, 'timer', () => wire.destroy());
      const wire: Wire = new Wire(stream, NEW_SESSION, {
        greeted: () => {
          wire.ask('auth', auth, () => {}, Xid.auth);
          wire.ask('reconfig', body, (reply) => {
            resolve(reply.type === 'done' ? 'done' : outcomeOf(reply.err));
            wire.destroy();
          });
        },
        told: () => {},
        closed: () => {
          impatient();
          resolve(null);
        },
      });
    });
  }
}

/** A member that did not come in time, or a plan of before that is not over. */
function outcomeOf(err: number): Outcome {
  const isKnown = err === ErrorCode.newConfigNoQuorum || err === ErrorCode.reconfigInProgress;
  if (isKnown) return 'refused';
  throw new Error(`a change of the members was answered with error ${err}`);
}
