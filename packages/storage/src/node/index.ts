/**
 * A directory of Node's file system for `@menagerie/storage`, with a lock against other processes.
 *
 * @packageDocumentation
 */
export { nodeFiles } from './node-files.ts';
