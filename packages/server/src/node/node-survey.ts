import type {
  Front,
  Mode,
  Role,
  Roster,
  RosterMember,
  Survey,
  SurveyedConnection,
  SurveyedExpiry,
  SurveyedLead,
  SurveyedMember,
  SurveyedSettings,
  Traffic,
  Vitals,
} from '@menagerie/server';
import { CLIENT_LIMITS, VERSION } from '@menagerie/server';
import type { Doors } from './doors.ts';
import type { Layout } from './layout.ts';
import { bytesIn, environment, openFiles } from './machine.ts';
import type { ServerOptions } from './options.ts';

/** What a survey is taken of. */
export interface SurveyedParts {
  readonly options: ServerOptions;
  readonly layout: Layout;
  /** The configuration in force; null before the first. */
  readonly roster: () => Roster | null;
  readonly front: Front;
  readonly vitals: Vitals;
  readonly role: () => Role;
  /** When sessions end, by `performance.now`. */
  readonly due: () => ReadonlyMap<bigint, number>;
  /** Peers that can be reached. */
  readonly reached: () => readonly number[];
  readonly doors: Doors;
  readonly notice: () => string | null;
}

/** But for the ports, which may be any that are free. */
type Settings = Omit<
  SurveyedSettings,
  'clientPort' | 'secureClientPort' | 'members' | 'hierarchy' | 'version'
>;

/** Looks at a running server for whoever asks: words, admin pages, metrics. */
export class NodeSurvey implements Survey {
  readonly version: string = VERSION;
  readonly #parts: SurveyedParts;
  readonly #began = performance.now();
  readonly #settings: Settings;

  constructor(parts: SurveyedParts) {
    this.#parts = parts;
    this.#settings = settingsOf(parts.options, parts.layout);
  }

  get serves(): boolean {
    return this.#parts.front.service !== 'closed';
  }

  get mode(): Mode {
    const { layout, role, front } = this.#parts;
    if (front.service !== 'open' && front.service !== 'closed') return 'read-only';
    if (layout.members.length === 0) return 'standalone';
    if (role().type === 'leading') return 'leader';
    return this.#isObserver(layout.self) ? 'observer' : 'follower';
  }

  get peerState(): string {
    const { layout, role } = this.#parts;
    if (layout.members.length === 0) return '';
    const { type } = role();
    if (type === 'looking') return type;
    const isObserver = this.#isObserver(layout.self);
    return `${isObserver ? 'observing' : type} - broadcast`;
  }

  get zxid(): bigint {
    return this.#parts.front.zxid;
  }

  get now(): number {
    return Date.now();
  }

  get uptimeMs(): number {
    return performance.now() - this.#began;
  }

  get tree(): Survey['tree'] {
    return this.#parts.front.tree;
  }

  get watches(): Survey['watches'] {
    return this.#parts.front.watches;
  }

  get traffic(): Traffic {
    return this.#parts.front.traffic;
  }

  get connections(): Iterable<SurveyedConnection> {
    return this.#parts.front.connections;
  }

  get connectionCount(): number {
    return this.#parts.front.size;
  }

  get settings(): SurveyedSettings {
    const { clientPort, securePort } = this.#parts.doors;
    const { members, hierarchy, version } = this.#roster;
    const own = members.find(({ id }) => id === this.#settings.serverId);
    return {
      ...this.#settings,
      // It may have moved.
      ...(own === undefined ? {} : { quorumPort: own.port, electionPort: own.electionPort }),
      members: members.map(surveyed),
      hierarchy,
      version,
      clientPort,
      secureClientPort: securePort ?? -1,
    };
  }

  get configuration(): string {
    return this.#parts.options.configText ?? '';
  }

  get notice(): string | null {
    return this.#parts.notice();
  }

  get reachable(): number {
    return this.#parts.reached().length;
  }

  get leader(): SurveyedMember | null {
    const { role, layout } = this.#parts;
    const at = role();
    if (at.type === 'looking') return null;
    const id = layout.idOf(at.type === 'following' ? at.leader : layout.self);
    const found = this.#roster.members.find((member) => member.id === id);
    return found === undefined ? null : surveyed(found);
  }

  get lead(): SurveyedLead | null {
    const { role, vitals, reached } = this.#parts;
    if (role().type !== 'leading' || this.mode === 'standalone') return null;
    const observers = reached().filter((peer) => this.#isObserver(peer)).length;
    return {
      proposals: vitals.proposals,
      followers: reached().length - observers,
      observers,
      uptimeMs: performance.now() - vitals.since,
    };
  }

  get expiries(): readonly SurveyedExpiry[] | null {
    const { role, due } = this.#parts;
    if (role().type !== 'leading') return null;
    const ahead = Date.now() - performance.now();
    return [...due()].map(([session, at]) => ({ session, at: at + ahead }));
  }

  get environment(): Survey['environment'] {
    return environment();
  }

  get sizes(): Survey['sizes'] {
    const { directory = null, logDirectory = null } = this.#parts.options;
    return { data: bytesIn(directory), log: bytesIn(logDirectory ?? directory) };
  }

  get counters(): Readonly<Record<string, number>> {
    const { bytesReceived, bytesSent } = this.traffic;
    return {
      ...this.#parts.vitals.counters,
      bytes_received_count: bytesReceived,
      response_bytes: bytesSent,
    };
  }

  get distributions(): Survey['distributions'] {
    const { vitals } = this.#parts;
    return {
      readlatency: this.traffic.readLatency,
      updatelatency: this.traffic.updateLatency,
      election_time: vitals.electionTime,
      jvm_pause_time_ms: vitals.pauses,
      sync_processor_queue_and_flush_time_ms: vitals.flushTime,
    };
  }

  get openFiles(): Survey['openFiles'] {
    return openFiles();
  }

  sessionOf(connection: number): bigint {
    return this.#parts.front.sessionOf(connection);
  }

  #isObserver(at: number): boolean {
    const { layout } = this.#parts;
    const id = layout.idOf(at);
    return this.#roster.members.find((member) => member.id === id)?.role !== 'participant';
  }

  /** As the ensemble has agreed on, or else as this server was started. */
  get #roster(): Roster {
    const { roster, layout } = this.#parts;
    return roster() ?? { ...layout.composition, version: 0n };
  }

  resetConnections(): void {
    for (const { meter } of this.#parts.front.connections) meter.reset();
  }

  resetServer(): void {
    this.traffic.reset();
    this.#parts.vitals.resetProposals();
  }
}

function settingsOf(options: ServerOptions, layout: Layout): Settings {
  const {
    directory = null,
    logDirectory = null,
    self = 0,
    peers = [],
    tickMs = 2000,
    host = '127.0.0.1',
    described,
  } = options;
  return {
    clientHost: host,
    dataDir: directory ?? '',
    dataLogDir: logDirectory ?? directory ?? '',
    tickTime: tickMs,
    maxClientCnxns: options.limits?.perAddress ?? CLIENT_LIMITS.perAddress,
    minSessionTimeout: options.minSessionMs ?? tickMs * 2,
    maxSessionTimeout: options.maxSessionMs ?? tickMs * 20,
    clientPortListenBacklog: -1,
    serverId: layout.members[self]?.id ?? 0,
    initLimit: 10,
    syncLimit: 5,
    electionPort: layout.members[self]?.electionPort ?? -1,
    quorumPort: peers[self]?.port ?? -1,
    ...described,
  };
}

function surveyed({ client, ...member }: RosterMember): SurveyedMember {
  return { ...member, client: client === null ? null : `${client.host}:${client.port}` };
}
