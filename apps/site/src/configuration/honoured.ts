import { operatorKeys } from './operator-keys.ts';
import { peerKeys } from './peer-keys.ts';
import { serverKeys } from './server-keys.ts';
import { tlsKeys } from './tls-keys.ts';

/**
 * Keys that do what they say, by what they are about. A test holds them, and their defaults, against
 * the server's own.
 */
export const honoured = { ...serverKeys, ...operatorKeys, ...peerKeys, ...tlsKeys };
