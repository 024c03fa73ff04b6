import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { startServer } from '@menagerie/server/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../test/helpers/raw-client.ts';
import { word } from '../test/helpers/word.ts';
import { findApache, freePort, HOW_TO_GET, startApache } from './apache.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** What AdminServer is made of, beside the server. */
const NEEDED = /^(jetty9-.*|servlet-api|jackson-.*|commons-.*)\.jar$/;

/** Apache's server with the jars of its pages; `null` where they are missing. */
function findAdmin() {
  const found = findApache();
  if (found === null) return null;
  const [first = ''] = found.classpath.split(delimiter);
  const folder = dirname(first);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => NEEDED.test(name)) : [];
  if (!names.some((name) => name.startsWith('jetty9'))) return null;
  const more = names.map((name) => join(folder, name));
  return { ...found, classpath: [found.classpath, ...more].join(delimiter) };
}

const installed = findAdmin();
const title =
  installed === null
    ? `Apache's AdminServer, left out: ${HOW_TO_GET} Its pages need Debian's libjetty9-java and libjackson2-databind-java as well, in the same folder.`
    : "Apache's AdminServer";

/** Of Apache's server alone: what it counts in Java. */
const OF_ITS_OWN = new Set([
  'fsync_threshold_exceed_count',
  'provider_null',
  'non_mtlsremote_conn_count',
  'non_mtlslocal_conn_count',
]);

/** The form of a value: its fields in order, and of each what it is. */
function form(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(form);
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.entries(value)
    .filter(([key]) => !OF_ITS_OWN.has(key))
    .map(([key, field]) => [/^-?\d+$/.test(key) ? 'N' : key, form(field)]);
}

describe.skipIf(installed === null)(title, () => {
  let ports = { ours: 0, theirs: 0 };
  const closing: (() => void | Promise<void>)[] = [];

  beforeAll(async () => {
    if (installed === null) return;
    const adminPort = await freePort();
    const apache = await startApache(installed, { adminPort });
    closing.push(() => apache.close());
    const own = await startServer({ clientPort: 0, words: ['*'], admin: { port: 0 } });
    closing.push(() => own.close());
    ports = { ours: own.adminPort ?? 0, theirs: adminPort };
    for (const port of [apache.clientPort, own.clientPort]) {
      while ((await word(port, 'isro').catch(() => '')) !== 'rw') {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const client = await RawClient.open(port);
      closing.unshift(() => client.vanish());
      await client.ask('create', { path: '/e', data: null, acl: OPEN, flags: 1 });
      await client.ask('getData', { path: '/e', watch: true });
    }
  }, 60_000);

  afterAll(async () => {
    for (const close of closing) await close();
  });

  const commands =
    'configuration connections dirs dump get_trace_mask hash leader initial_configuration ' +
    'is_read_only observers ruok server_stats stats stat_reset connection_stat_reset voting_view ' +
    'watches watches_by_path watch_summary zabstate nonsense conf cons srvr wchs';

  it.each(commands.split(' '))('and ours answer %s in one form', async (name) => {
    const answers = await Promise.all(
      [ports.ours, ports.theirs].map(async (port) => {
        const response = await fetch(`http://127.0.0.1:${port}/commands/${name}`);
        return [response.status, form(await response.json())];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });
});
