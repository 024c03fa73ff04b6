// Whether each published package, packed as npm would, can be imported by everybody.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const folder = fileURLToPath(new URL('../packages', import.meta.url));
let complaints = 0;

for (const name of readdirSync(folder)) {
  const pkgDir = join(folder, name);
  const manifest = JSON.parse(readFileSync(join(pkgDir, 'package.json'), 'utf8')) as {
    private?: boolean;
  };
  if (manifest.private) continue;
  const { messages, pkg } = await publint({ pkgDir, strict: true });
  complaints += messages.length;
  console.log(`${name}: ${messages.length === 0 ? 'good' : ''}`);
  for (const message of messages) console.log(`  ${message.type}: ${formatMessage(message, pkg)}`);
}

process.exitCode = complaints === 0 ? 0 : 1;
