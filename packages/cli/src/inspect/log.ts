import type { CoreName } from '@menagerie/server';
import {
  checkStore,
  compareLogs,
  type LogRecord,
  readLog,
  recordText,
  reportText,
} from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';
import { CliError, ExitCode } from '../errors.ts';
import { apacheEntries, entryText } from './apache-log.ts';
import { recordsOf } from './contents.ts';
import { jsonLine } from './json.ts';
import { type Place, placeOf } from './place.ts';

/** Of `menagerie log`. */
export interface LogOptions {
  readonly check: boolean;
  readonly compare: string | null;
  readonly json: boolean;
  readonly core: CoreName | null;
  readonly from: number;
}

/** Prints, checks or compares logs. */
export async function log(path: string, options: LogOptions): Promise<ExitCode> {
  const place = await placeOf(path);
  if (options.compare !== null) return await compare(place, await placeOf(options.compare));
  if (options.check) return await check(place);
  if (place.type === 'apache') {
    for await (const each of apacheEntries(place.path)) {
      console.log(options.json ? jsonLine(each) : entryText(each));
    }
    return ExitCode.done;
  }
  const records = readLog(await nodeFiles(place.log), { from: options.from });
  for await (const record of records) {
    if (place.file === null || record.file === place.file) print(record, options);
  }
  return ExitCode.done;
}

function print(record: LogRecord, { json, core }: LogOptions): void {
  const records = core === null || record.kind === 'mark' ? null : recordsOf(core, record.bytes);
  if (json) {
    console.log(jsonLine(records === null ? record : { ...record, bytes: undefined, records }));
    return;
  }
  console.log(recordText(record));
  for (const each of records ?? []) console.log(`  ${jsonLine(each)}`);
}

async function check(place: Place): Promise<ExitCode> {
  if (place.type === 'ours') {
    const report = await checkStore(await nodeFiles(place.log));
    process.stdout.write(reportText(report));
    return report.problems.length === 0 ? ExitCode.done : ExitCode.failed;
  }
  let count = 0;
  let last = 0n;
  for await (const { entry } of apacheEntries(place.path)) {
    count += 1;
    last = entry.header.zxid;
  }
  console.log(`${place.path}: ${count} transactions, the last is 0x${last.toString(16)}`);
  return ExitCode.done;
}

async function compare(left: Place, right: Place): Promise<ExitCode> {
  if (left.type === 'ours' && right.type === 'ours') {
    const found = await compareLogs(await nodeFiles(left.log), await nodeFiles(right.log));
    console.log(jsonLine(found));
    return found.difference === null ? ExitCode.done : ExitCode.failed;
  }
  if (left.type === 'ours' || right.type === 'ours') {
    throw new CliError(
      'invalid-argument',
      "the log of a server of ours and one of Apache's have nothing in common: compare the trees, by `menagerie snapshot`",
    );
  }
  return await compareApache(left.path, right.path);
}

/** By zxid: each may begin and end where the other does not. */
async function compareApache(left: string, right: string): Promise<ExitCode> {
  const texts = new Map<bigint, string>();
  for await (const { entry } of apacheEntries(left)) {
    texts.set(entry.header.zxid, jsonLine(entry));
  }
  let compared = 0;
  for await (const each of apacheEntries(right)) {
    const { zxid } = each.entry.header;
    const other = texts.get(zxid);
    if (other === undefined) continue;
    compared += 1;
    if (other === jsonLine(each.entry)) continue;
    console.log(
      `transaction 0x${zxid.toString(16)} differs:\n  ${other}\n  ${jsonLine(each.entry)}`,
    );
    return ExitCode.failed;
  }
  console.log(`${compared} transactions are in both, and are the same`);
  return ExitCode.done;
}
