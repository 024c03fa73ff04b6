import type { CoreName } from '@menagerie/server';
import { checkStore, reportText } from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';
import type { StoredZnode } from '@menagerie/znode';
import { ExitCode } from '../errors.ts';
import { hex, jsonLine, shownBytes } from './json.ts';
import { type Place, placeOf } from './place.ts';
import { znodesIn } from './tree.ts';

/** Of `menagerie snapshot`. */
export interface SnapshotOptions {
  readonly check: boolean;
  readonly compare: string | null;
  readonly json: boolean;
  readonly core: CoreName | null;
  /** Where the log of ours is, if not where the directory says. */
  readonly logs: string | null;
}

/** Prints, checks or compares trees. */
export async function snapshot(path: string, options: SnapshotOptions): Promise<ExitCode> {
  const { core, json } = options;
  const place = await placeOf(path, options.logs);
  if (options.check) return await check(place);
  const znodes = await znodesIn(place, core);
  if (options.compare !== null) {
    return compare(znodes, await znodesIn(await placeOf(options.compare), core));
  }
  for (const znode of znodes) console.log(json ? jsonLine(znode) : textOf(znode));
  return ExitCode.done;
}

async function check(place: Place): Promise<ExitCode> {
  if (place.type === 'ours') {
    const report = await checkStore(await nodeFiles(place.log));
    process.stdout.write(reportText(report));
    return report.problems.length === 0 ? ExitCode.done : ExitCode.failed;
  }
  const znodes = await znodesIn(place, null);
  console.log(`${place.path}: ${znodes.length} znodes`);
  return ExitCode.done;
}

/** One line for each path that is not the same on both sides. */
function compare(left: readonly StoredZnode[], right: readonly StoredZnode[]): ExitCode {
  const others = new Map(right.map((znode) => [znode.path, znode]));
  const differences: string[] = [];
  for (const znode of left) {
    const other = others.get(znode.path);
    others.delete(znode.path);
    if (other === undefined) differences.push(`only left:  ${textOf(znode)}`);
    else if (jsonLine(ordered(znode)) !== jsonLine(ordered(other))) {
      differences.push(`left:  ${jsonLine(znode)}\nright: ${jsonLine(other)}`);
    }
  }
  for (const other of others.values()) differences.push(`only right: ${textOf(other)}`);
  for (const difference of differences) console.log(difference);
  if (differences.length > 0) return ExitCode.failed;
  console.log(`${left.length} znodes, the same on both sides`);
  return ExitCode.done;
}

/** In one order of fields, whichever file it comes from. */
function ordered({ path, data, acl, stat }: StoredZnode): unknown {
  const fields = Object.entries(stat).sort(([a], [b]) => (a < b ? -1 : 1));
  const list = acl.map(({ perms, id }) => [perms, id.scheme, id.id]);
  return [path, data, list, fields];
}

const MOST_SHOWN = 60;

function textOf({ path, data, acl, stat }: StoredZnode): string {
  const rights = acl.map(({ perms, id }) => `${id.scheme}:${id.id}:${perms}`).join(',');
  const owner = stat.ephemeralOwner === 0n ? '' : ` owner ${hex(stat.ephemeralOwner)}`;
  const zxids = `czxid ${hex(stat.czxid)} mzxid ${hex(stat.mzxid)} version ${stat.version}`;
  return `${path} ${dataText(data)} ${zxids}${owner} acl ${rights}`;
}

function dataText(data: Uint8Array | null): string {
  if (data === null) return 'null';
  const shown = shownBytes(data);
  if (!('text' in shown)) return `(${data.length} bytes)`;
  const { text } = shown;
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
}
