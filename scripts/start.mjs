// `npm start`: installs what is missing, builds the pages, serves them on loopback, and runs an
// ensemble of three servers behind them.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { install } from './setup.mjs';
import { build } from './turbo.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const playground = fileURLToPath(new URL('playground.ts', import.meta.url));
const cores = ['zab', 'raft', 'paxos'];

const usage = `npm start -- [options]

  --port <n>   first port to try (default 3000); a taken port gives way to the next free one
  --no-site    the lab alone: builds in seconds
  --core <c>   what the servers run: zab (default), raft or paxos
  --data <d>   where they keep their data (default .menagerie)
  --help       this text

Serves the site at / (中文 at /zh-Hans/) and the lab at /lab/, and behind them three servers that
ZooKeeper's clients can talk to, on 127.0.0.1 only. Ctrl-C ends it.`;

/** @returns {{ site: boolean, passed: string[] }} */
function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '3000' },
        'no-site': { type: 'boolean', default: false },
        core: { type: 'string', default: 'zab' },
        data: { type: 'string', default: join(root, '.menagerie') },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
    }
    if (!cores.includes(values.core)) {
      throw new Error(`--core takes one of ${cores.join(', ')}, not "${values.core}".`);
    }
    const passed = ['--port', values.port, '--core', values.core, '--data', resolve(values.data)];
    return {
      site: !values['no-site'],
      passed: values['no-site'] ? [...passed, '--no-site'] : passed,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

const { site, passed } = options();
await install();
console.log(site ? 'Building the site and the lab …' : 'Building the lab …');
const code = await build(
  site ? ['@menagerie/visualizer', '@menagerie/site'] : ['@menagerie/visualizer'],
);
if (code === 130) process.exit(code);
if (code !== 0) console.error('Not everything was built (see above); serving what there is.');

// From here on it is TypeScript, of this project's own servers too: from their sources, not built.
const child = spawn(
  process.execPath,
  ['--conditions=@menagerie/source', '--import', 'tsx', playground, ...passed],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  // Ctrl-C reaches the other process as well: this one waits for its end.
  process.on(signal, () => {
    if (signal !== 'SIGINT') child.kill(signal);
  });
}
child.on('exit', (code) => process.exit(code ?? 0));
