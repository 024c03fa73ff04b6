// A worker does not have the loader of the thread that starts it.
import { register } from 'tsx/esm/api';

register();
await import('./alone-worker.ts');
