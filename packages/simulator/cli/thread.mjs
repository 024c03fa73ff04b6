// A thread does not inherit the loader of the main program: it has to ask for TypeScript itself.
import { register } from 'tsx/esm/api';

register();
await import('./batch.ts');
