import type { TlsOptions } from '@menagerie/client/node';
import { ExitCode } from '../errors.ts';
import { type Address, addressesIn, shownAddress } from '../words/address.ts';
import { askWord, isRefused, pairsIn } from '../words/ask.ts';

/** What a server says of itself. */
type ServerStatus =
  | {
      readonly address: string;
      readonly type: 'serving';
      /** `leader`, `follower`, `observer`, `standalone`, `read-only`. */
      readonly mode: string;
      readonly version: string;
      readonly zxid: string;
      readonly znodes: number;
      readonly connections: number;
      /** Least, mean and most, of requests, in milliseconds. */
      readonly latency: string;
    }
  | { readonly address: string; readonly type: 'not-serving'; readonly reason: string }
  | { readonly address: string; readonly type: 'unreachable'; readonly reason: string };

/** How one server is, by the word `srvr`. Never throws. */
async function statusOf(address: Address, tls: TlsOptions | null): Promise<ServerStatus> {
  const shown = shownAddress(address);
  const answer = await askWord(address, 'srvr', tls).catch((error: Error) => error);
  if (answer instanceof Error) {
    return { address: shown, type: 'unreachable', reason: answer.message };
  }
  const pairs = pairsIn(answer);
  const mode = pairs.get('Mode');
  if (mode === undefined) {
    return { address: shown, type: 'not-serving', reason: reasonIn(answer) };
  }
  return {
    address: shown,
    type: 'serving',
    mode,
    version: pairs.get('Zookeeper version') ?? pairs.get('ZooKeeper version') ?? '',
    zxid: pairs.get('Zxid') ?? '',
    znodes: Number(pairs.get('Node count') ?? 0),
    connections: Number(pairs.get('Connections') ?? 0),
    latency: pairs.get('Latency min/avg/max') ?? '',
  };
}

/** Prints how the servers of a connect string are; fails unless all serve. */
export async function status(
  servers: string,
  { json, tls }: { json: boolean; tls: TlsOptions | null },
): Promise<ExitCode> {
  const asked = addressesIn(servers).map((address) => statusOf(address, tls));
  const found = await Promise.all(asked);
  for (const each of found) console.log(json ? JSON.stringify(each) : lineOf(each));
  return found.every(({ type }) => type === 'serving') ? ExitCode.done : ExitCode.failed;
}

function reasonIn(answer: string): string {
  if (isRefused(answer)) {
    return 'it does not answer `srvr`: add srvr to 4lw.commands.whitelist of its zoo.cfg';
  }
  const said = answer.trim();
  return said === '' ? 'it closed the connection without a word' : said;
}

function lineOf(each: ServerStatus): string {
  if (each.type !== 'serving') return `${each.address}  ${each.type}  ${each.reason}`;
  const { address, mode, zxid, znodes, connections, latency, version } = each;
  const counts = `${znodes} znodes, ${connections} connections`;
  return `${address}  ${mode}  zxid ${zxid}, ${counts}, latency ${latency} ms, ${version}`;
}
