// `npm start`: installs what is missing, builds the pages and serves them on loopback.
import { parseArgs } from 'node:util';
import { install } from './setup.mjs';
import { build } from './turbo.mjs';

const usage = `npm start -- [options]

  --port <n>   first port to try (default 3000); a taken port gives way to the next free one
  --no-site    the lab alone: builds in seconds
  --help       this text

Serves the site at / (中文 at /zh-Hans/) and the lab at /lab/, on 127.0.0.1 only. Ctrl-C ends it.`;

/** @returns {{ port: number, site: boolean }} */
function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '3000' },
        'no-site': { type: 'boolean', default: false },
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
    return { port, site: !values['no-site'] };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

const { port, site } = options();
await install();
console.log(site ? 'Building the site and the lab …' : 'Building the lab …');
const code = await build(
  site ? ['@menagerie/visualizer', '@menagerie/site'] : ['@menagerie/visualizer'],
);
if (code === 130) process.exit(code);
if (code !== 0) console.error('Not everything was built (see above); serving what there is.');

const { serve } = await import('./serve.mjs');
try {
  const served = await serve({ port, site });
  console.log(`
  Menagerie

${served.site ? `  Site        ${served.origin}/\n  中文站点    ${served.origin}/zh-Hans/\n` : ''}${served.lab ? `  Lab         ${served.origin}/lab/\n` : ''}
  Ctrl-C ends it.
`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      void served.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
