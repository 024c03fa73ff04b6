import { copyFile, open, readFile, rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { linesOf, type Roster } from '@menagerie/server';

/** Keys of a `zoo.cfg` that a file of its own has from then on. */
const MOVED = /^\s*(?:server\.|group[.\d]|weight[.\d]|dynamicConfigFile\b|peerType\b)/;
const OF_CLIENTS = /^\s*(?:clientPort|clientPortAddress)\s*[=:]/;

/**
 * Writes a configuration of the ensemble where the next start looks for it, as ZooKeeper does: into a
 * file of its own beside the `zoo.cfg`, which names it from then on. How the `zoo.cfg` was before is
 * kept in a `.bak`.
 *
 * @param id of this server
 * @throws Error what the files say
 */
export async function writeRoster(config: string, roster: Roster, id: number): Promise<void> {
  const text = await readFile(config, 'utf8');
  // What a log says at a start has been in force before.
  if (versionIn(text) >= roster.version) return;
  const name = `${resolve(config)}.dynamic.${roster.version.toString(16)}`;
  await writeWhole(name, linesOf(roster));
  const tells = roster.members.some((member) => member.id === id && member.client !== null);
  const kept = text
    .split('\n')
    .filter((line) => !MOVED.test(line) && !(tells && OF_CLIENTS.test(line)))
    .join('\n')
    .trimEnd();
  await copyFile(config, `${config}.bak`);
  await writeWhole(config, `${kept}\ndynamicConfigFile=${name}\n`);
}

/** Of the configuration that a `zoo.cfg` names; 0 where it names none that was in force. */
function versionIn(text: string): bigint {
  const [, version = '0'] =
    /^\s*dynamicConfigFile\s*[=:].*\.dynamic\.([0-9a-f]+)\s*$/m.exec(text) ?? [];
  return BigInt(`0x${version}`);
}

/** A crash leaves the file as it was, or as it is to be. */
async function writeWhole(name: string, text: string): Promise<void> {
  const file = await open(`${name}.tmp`, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${name}.tmp`, name);
}
