import type { PlaygroundMessage, TraceMessage } from '@menagerie/server';

/** Of what is read here; a server of another version is not understood. */
const TRACE_VERSION = 1;
const TRACE_TYPES: readonly string[] = ['hello', 'events', 'picture', 'look'];
const PLAYGROUND_TYPES: readonly string[] = ['ensemble', 'refused'];

/** `null` for what no server of this version says. */
export function readTrace(text: string): TraceMessage | null {
  const said: unknown = JSON.parse(text);
  return isTrace(said) ? said : null;
}

/** `null` for what no playground says. */
export function readPlayground(text: string): PlaygroundMessage | null {
  const said: unknown = JSON.parse(text);
  return isPlayground(said) ? said : null;
}

// They come from the page's own server, of the same version: what it says is looked at no closer.
function isTrace(said: unknown): said is TraceMessage {
  const type = typeOf(said);
  if (type === 'hello') return isHello(said);
  return TRACE_TYPES.includes(type);
}

function isHello(said: unknown): boolean {
  return (
    typeof said === 'object' && said !== null && 'version' in said && said.version === TRACE_VERSION
  );
}

function isPlayground(said: unknown): said is PlaygroundMessage {
  return PLAYGROUND_TYPES.includes(typeOf(said));
}

function typeOf(said: unknown): string {
  return typeof said === 'object' && said !== null && 'type' in said ? String(said.type) : '';
}
