import type { LinkName, PlaygroundAct } from '@menagerie/server';

/** What a page asks for; `null` for what is no act among so many servers. */
export function readAct(text: string, servers: number): PlaygroundAct | null {
  const isServer = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < servers;
  const { type, server, links } = parse(text);
  switch (type) {
    case 'kill':
    case 'restart':
    case 'pause':
    case 'resume':
      return isServer(server) ? { type, server } : null;
    case 'cut':
    case 'heal': {
      if (!Array.isArray(links)) return null;
      const read: LinkName[] = [];
      for (const link of links as unknown[]) {
        const { from, to } = fieldsOf(link);
        if (!isServer(from) || !isServer(to) || from === to) return null;
        read.push({ from, to });
      }
      return { type, links: read };
    }
    default:
      return null;
  }
}

type Fields = Readonly<Partial<Record<'type' | 'server' | 'links' | 'from' | 'to', unknown>>>;

function parse(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? value : {};
}
