import { sha1 } from '@noble/hashes/legacy.js';

declare const TextDecoder: new (label: 'utf-8') => { decode(bytes: Uint8Array): string };

const COLON = 58;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const decoder = new TextDecoder('utf-8');

/**
 * The id of the digest scheme: the user, a colon, and the base64 of the SHA-1 of `user:password`.
 * The user ends at the first colon. What ACLs of the scheme have.
 */
export function digestId(userAndPassword: Uint8Array): string {
  const colon = userAndPassword.indexOf(COLON);
  const user = decoder.decode(colon < 0 ? userAndPassword : userAndPassword.subarray(0, colon));
  return `${user}:${base64(sha1(userAndPassword))}`;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = [18, 12, 6, 0].map((by) => LETTERS.charAt((word >>> by) & 63)).join('');
    const left = bytes.length - at;
    text += left >= 3 ? letters : letters.slice(0, left + 1).padEnd(4, '=');
  }
  return text;
}
