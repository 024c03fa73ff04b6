import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/**
 * The password of a session: nobody makes one up without the secret, and every server knows it
 * without being told. Apache's own follows from the session's id and a constant in its source.
 */
export function passwordOf(secret: Uint8Array, session: bigint): Uint8Array {
  const id = new Uint8Array(8);
  new DataView(id.buffer).setBigInt64(0, session);
  return hmac(sha256, secret, id).subarray(0, 16);
}

export function isPasswordOf(
  secret: Uint8Array,
  session: bigint,
  password: Uint8Array | null,
): boolean {
  const right = passwordOf(secret, session);
  if (password === null || password.length !== right.length) return false;
  // How long it takes must not tell how much of it is right.
  let differs = 0;
  for (let i = 0; i < right.length; i += 1) differs |= (right[i] ?? 0) ^ (password[i] ?? 0);
  return differs === 0;
}
