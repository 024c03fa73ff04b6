import { ephemeralsOf } from '../words/dump.ts';
import { hex } from '../words/format.ts';
import { monitored } from '../words/mntr.ts';
import type { Survey } from '../words/survey.ts';
import { sessionPaths } from '../words/watch-words.ts';
import { NOT_SERVING } from '../words/words.ts';
import {
  addressRecord,
  clientAddressOf,
  configuration,
  connectionInfo,
  serverStats,
} from './facts.ts';

/** Values as JSON has them; whole numbers of 64 bits are bigints. */
export type AdminValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly AdminValue[]
  | AdminRecord;

/** Fields of an answer, in the order of Apache's. */
export interface AdminRecord {
  readonly [field: string]: AdminValue;
}

interface AdminCommand {
  /** The first one is its name. */
  readonly names: readonly [string, ...string[]];
  /** Whether it is refused while the server has no leader. */
  readonly needsLeader: boolean;
  readonly run: (survey: Survey) => AdminRecord;
}

const COMMANDS: readonly AdminCommand[] = [
  {
    names: ['configuration', 'conf', 'config'],
    needsLeader: true,
    run: configuration,
  },
  {
    names: ['connection_stat_reset', 'crst'],
    needsLeader: true,
    run: (survey) => {
      survey.resetConnections();
      return {};
    },
  },
  {
    names: ['connections', 'cons'],
    needsLeader: true,
    run: (survey) => connections(survey, false),
  },
  {
    names: ['dirs'],
    needsLeader: true,
    run: ({ sizes }) => ({ datadir_size: sizes.data, logdir_size: sizes.log }),
  },
  { names: ['dump'], needsLeader: true, run: dump },
  {
    names: ['environment', 'env', 'envi'],
    needsLeader: false,
    run: ({ environment }) => Object.fromEntries(environment),
  },
  // What Apache's begins with: nothing here depends on it.
  { names: ['get_trace_mask', 'gtmk'], needsLeader: false, run: () => ({ tracemask: 306 }) },
  { names: ['hash'], needsLeader: true, run: () => ({ digests: [] }) },
  {
    names: ['initial_configuration', 'icfg'],
    needsLeader: true,
    run: ({ configuration: text }) => ({ initial_configuration: text }),
  },
  {
    names: ['is_read_only', 'isro'],
    needsLeader: true,
    run: ({ mode }) => ({ read_only: mode === 'read-only' }),
  },
  { names: ['leader', 'lead'], needsLeader: true, run: leader },
  {
    names: ['monitor', 'mntr'],
    needsLeader: true,
    run: (survey) =>
      Object.fromEntries([...monitored(survey)].map(([key, { value }]) => [key, value])),
  },
  {
    names: ['observers', 'obsr'],
    needsLeader: true,
    run: ({ lead }) => ({ synced_observers: lead?.observers ?? 0, observers: [] }),
  },
  { names: ['ruok'], needsLeader: true, run: () => ({}) },
  { names: ['server_stats', 'srvr'], needsLeader: true, run: stats },
  {
    names: ['stat_reset', 'srst'],
    needsLeader: true,
    run: (survey) => {
      survey.resetServer();
      return {};
    },
  },
  {
    names: ['stats', 'stat'],
    needsLeader: true,
    run: (survey) => ({ ...stats(survey), ...connections(survey, true) }),
  },
  { names: ['voting_view'], needsLeader: true, run: votingView },
  { names: ['watch_summary', 'wchs'], needsLeader: true, run: watchSummary },
  {
    names: ['watches', 'wchc'],
    needsLeader: true,
    run: (survey) => ({ session_id_to_watched_paths: Object.fromEntries(sessionPaths(survey)) }),
  },
  { names: ['watches_by_path', 'wchp'], needsLeader: true, run: watchesByPath },
  { names: ['zabstate'], needsLeader: false, run: zabState },
];

const BY_NAME = new Map(COMMANDS.flatMap((one) => one.names.map((name) => [name, one] as const)));

/** The names under which commands are listed. */
export const ADMIN_COMMANDS: readonly string[] = COMMANDS.map(({ names }) => names[0]);

/** Answers a command as Apache's AdminServer does: also what it cannot do is an answer. */
export function adminAnswer(survey: Survey, name: string): AdminRecord {
  const command = BY_NAME.get(name);
  if (command === undefined) return { command: name, error: `Unknown command: ${name}` };
  const [primary] = command.names;
  if (command.needsLeader && !survey.serves) return { command: primary, error: NOT_SERVING };
  return answered(command.run(survey), primary);
}

/** The name and the error come last, unless the command itself has an error. */
function answered(fields: AdminRecord, command: string): AdminRecord {
  return 'error' in fields ? { ...fields, command } : { ...fields, command, error: null };
}

function connections(survey: Survey, brief: boolean): AdminRecord {
  const all = [...survey.connections];
  const of = (secure: boolean) =>
    all
      .filter(({ socket }) => (socket.secure ?? false) === secure)
      .map((connection) => connectionInfo(connection, brief));
  return { connections: of(false), secure_connections: of(true) };
}

function dump({ expiries, tree }: Survey): AdminRecord {
  const sets: Record<string, bigint[]> = {};
  for (const { session, at } of expiries ?? []) (sets[Math.floor(at)] ??= []).push(session);
  const owned = [...ephemeralsOf(tree)].map(([session, paths]) => [String(session), paths]);
  return {
    expiry_time_to_session_ids: sets,
    session_id_to_ephemeral_paths: Object.fromEntries(owned),
  };
}

function leader({ mode, leader: found }: Survey): AdminRecord {
  if (mode === 'standalone') return { error: 'server is not initialized' };
  return {
    is_leader: mode === 'leader',
    leader_id: found?.id ?? -1,
    leader_ip: found?.host ?? '',
  };
}

function stats(survey: Survey): AdminRecord {
  const { lead, mode, tree, version } = survey;
  const { server_stats, client_response } = serverStats(survey);
  return {
    version,
    read_only: mode === 'read-only',
    server_stats,
    client_response,
    ...(lead === null
      ? {}
      : {
          proposal_stats: {
            last_buffer_size: lead.proposals.last,
            min_buffer_size: lead.proposals.min,
            max_buffer_size: lead.proposals.max,
          },
        }),
    // Apache's table has the root twice.
    node_count: tree.size + 1,
  };
}

function votingView({ settings }: Survey): AdminRecord {
  const voters = settings.members.filter(({ role }) => role === 'participant');
  return {
    current_config: Object.fromEntries(
      voters.map((member) => {
        const { id, host, port, electionPort } = member;
        const view = {
          server_addresses: [`${host}:${port}`],
          election_addresses: electionPort < 0 ? [] : [`${host}:${electionPort}`],
          client_address: clientAddressOf(member, settings),
          learner_type: 'participant',
        };
        return [id, view];
      }),
    ),
  };
}

function watchSummary({ watches }: Survey): AdminRecord {
  return {
    num_connections: watches.connections,
    num_paths: watches.paths,
    num_total_watches: watches.count,
  };
}

function watchesByPath(survey: Survey): AdminRecord {
  const found: Record<string, bigint[]> = {};
  for (const [session, paths] of sessionPaths(survey)) {
    for (const path of paths) (found[path] ??= []).push(session);
  }
  return { path_to_session_ids: found };
}

function zabState(survey: Survey): AdminRecord {
  const { mode, settings, zxid, serves, notice } = survey;
  if (mode === 'standalone') return { voting: false, zabstate: '' };
  const own = settings.members.find(({ id }) => id === settings.serverId);
  return {
    myid: settings.serverId,
    is_leader: mode === 'leader',
    quorum_address: addressRecord(own?.host ?? '', settings.quorumPort),
    election_address: addressRecord(own?.host ?? '', settings.electionPort),
    client_address: own === undefined ? '' : clientAddressOf(own, settings),
    voting: own?.role === 'participant' && notice === null,
    last_zxid: hex(zxid),
    zab_epoch: zxid >> 32n,
    zab_counter: zxid & 0xffff_ffffn,
    zabstate: serves ? 'broadcast' : 'election',
  };
}
