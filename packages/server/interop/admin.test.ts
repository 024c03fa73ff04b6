import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../test/helpers/raw-client.ts';
import { CLIENTS_FOLDER, findApache, HOW_TO_GET } from './apache.ts';
import { inMode, startPair } from './servers.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** What AdminServer is made of, beside the server. */
const NEEDED = /^(jetty|servlet-api|javax\.servlet|jackson-|commons-).*\.jar$/;

/** Apache's server with the jars of its pages; `null` where they are missing. */
function findAdmin() {
  const found = findApache();
  if (found === null) return null;
  const [first = ''] = found.classpath.split(delimiter);
  const folders = CLIENTS_FOLDER === null ? [] : [join(CLIENTS_FOLDER, 'admin')];
  const more = [...folders, dirname(first)].flatMap((folder) => {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.filter((name) => NEEDED.test(name)).map((name) => join(folder, name));
  });
  if (!more.some((path) => path.includes('jetty'))) return null;
  return { ...found, classpath: [found.classpath, ...more].join(delimiter) };
}

const installed = findAdmin();
const title =
  installed === null
    ? `Apache's AdminServer, left out: ${HOW_TO_GET} Its pages need what install.sh calls admin, or Debian's libjetty9-java and libjackson2-databind-java.`
    : "Apache's AdminServer";

/** Of Apache's server alone: what it counts in Java. */
const OF_ITS_OWN = new Set([
  'fsync_threshold_exceed_count',
  'provider_null',
  'non_mtlsremote_conn_count',
  'non_mtlslocal_conn_count',
]);

/** Numbers and paths are another server's. */
function named(key: string): string {
  return key.replace(/^-?\d+$|(?<=^\/e)\d+$/, 'N');
}

/**
 * The form of a value: its fields, and of each what it is. Their order is none: Java gives that of a
 * bean as it likes. How many sessions end with the same tick, or none, is chance.
 */
function form(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(form);
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  const fields = Object.entries(value)
    .filter(([key, field]) => !OF_ITS_OWN.has(key) && !isNobody(key, field))
    .map(([key, field]) => [named(key), form(field)] as const);
  return Object.fromEntries(fields.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function isNobody(key: string, field: unknown): boolean {
  return /^\d+$/.test(key) && Array.isArray(field) && field.length === 0;
}

const COMMANDS = [
  'configuration connections dirs dump get_trace_mask hash leader initial_configuration',
  'is_read_only observers ruok server_stats stats stat_reset connection_stat_reset voting_view',
  'watches watches_by_path watch_summary zabstate nonsense conf cons srvr wchs',
]
  .join(' ')
  .split(' ');

// In an ensemble Apache's has no text of the file, and ours has.
const IN_ENSEMBLES = COMMANDS.filter((name) => name !== 'initial_configuration');

const ENSEMBLES = [
  { size: 1, modes: ['standalone'], commands: COMMANDS },
  { size: 3, modes: ['leader', 'follower'], commands: IN_ENSEMBLES },
];

describe.skipIf(installed === null).each(ENSEMBLES)(
  `${title}: $size`,
  ({ size, modes, commands }) => {
    let pair: Awaited<ReturnType<typeof startPair>> | null = null;
    const clients: RawClient[] = [];

    beforeAll(async () => {
      if (installed === null) return;
      pair = await startPair(installed, 'zab', size, { size, hasPages: true });
      for (const { ports } of [pair.apache, pair.ours]) {
        for (const port of ports) {
          const client = await RawClient.open(port);
          clients.push(client);
          const path = `/e${port}`;
          await client.ask('create', { path, data: null, acl: OPEN, flags: 1 });
          await client.ask('getData', { path, watch: true });
        }
      }
    }, 60_000);

    afterAll(async () => {
      for (const client of clients) client.vanish();
      await pair?.close();
    });

    describe.each(modes)('of a %s', (mode) => {
      it.each(commands)('and ours answer %s in one form', async (name) => {
        if (pair === null) throw new Error('nothing was started');
        const answers = await Promise.all(
          [pair.ours, pair.apache].map(async (servers) => {
            const port = servers.pages[await inMode(servers, mode)];
            const response = await fetch(`http://127.0.0.1:${port}/commands/${name}`);
            return [response.status, form(await response.json())];
          }),
        );
        expect(answers[0]).toEqual(answers[1]);
      });
    });
  },
);
