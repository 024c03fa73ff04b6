import { join } from 'node:path';

/** A `dataDir` of Apache's server: see the README beside it. */
export const APACHE: string = join(import.meta.dirname, '../fixtures/apache-3.8.0');

export const SNAPSHOT: string = join(APACHE, 'version-2/snapshot.16');
export const FIRST_LOG: string = join(APACHE, 'version-2/log.1');
export const LAST_LOG: string = join(APACHE, 'version-2/log.17');
