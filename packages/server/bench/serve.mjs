import { startServer } from '@menagerie/server/node';

// A member of an ensemble in a process of its own, ended by a signal; its options are the argument.
await startServer(JSON.parse(process.argv[2] ?? '{}'));
