import { createHash } from 'node:crypto';
import {
  digestMd5Proof,
  type Md5,
  readDigestMd5Challenge,
  readDigestMd5Rspauth,
  writeDigestMd5Response,
} from '@menagerie/jute';
import type { RawClient } from './raw-client.ts';

export const EMPTY: Uint8Array = new Uint8Array();
const md5: Md5 = (data) => new Uint8Array(createHash('md5').update(data).digest());

/** What is wrong with a response. */
interface Wrong {
  readonly nonce?: string;
  readonly nc?: string;
  readonly uri?: string;
  readonly realm?: string;
  readonly authzid?: string;
  readonly proof?: string;
}

/** A response to a challenge, and what the server is to prove in turn. */
export function respond(
  challenge: Uint8Array,
  [user, password]: readonly [string, string],
  wrong: Wrong = {},
) {
  const { realm, nonce } = readDigestMd5Challenge(challenge);
  const uri = 'zookeeper/zk-sasl-md5';
  const { proof, ...other } = wrong;
  const said = { user, realm, nonce, cnonce: 'c', nc: '00000001', uri, authzid: null, ...other };
  const response = proof ?? digestMd5Proof(md5, 'client', { ...said, password });
  return {
    token: writeDigestMd5Response({ ...said, response }),
    expected: digestMd5Proof(md5, 'server', { ...said, password }),
  };
}

/** The token of an answer, or the error. */
export async function say(
  client: RawClient,
  token: Uint8Array,
): Promise<Uint8Array | null | number> {
  const reply = await client.ask('sasl', { token });
  return reply.type === 'done' ? (reply.body.token?.slice() ?? null) : reply.err;
}

export async function challenged(client: RawClient): Promise<Uint8Array> {
  const token = await say(client, EMPTY);
  return token instanceof Uint8Array ? token : EMPTY;
}

/** Goes through all of it. @returns the error, or whether the server has proved itself as well */
export async function login(client: RawClient, who: readonly [string, string], wrong?: Wrong) {
  const { token, expected } = respond(await challenged(client), who, wrong);
  const answer = await say(client, token);
  return answer instanceof Uint8Array ? readDigestMd5Rspauth(answer) === expected : answer;
}
