import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  ADMIN_COMMANDS,
  type AdminRecord,
  adminAnswer,
  type Log,
  NOT_SERVING,
  readiness,
  type Survey,
} from '@menagerie/server';
import { type Listening, listening } from './world.ts';

/** Where pages for operators are. */
export interface PageOptions {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** What pages are about. */
export interface Shown {
  /** Null until there is a server to look at. */
  readonly survey: Survey | null;
  /** What it does until then. */
  readonly starting: string;
}

/** Pages that are served. */
export interface Pages {
  readonly port: number;
  close(): Promise<void>;
}

interface Page {
  readonly status: number;
  readonly type: 'application/json' | 'text/html' | 'text/plain';
  readonly text: string;
}

const NOT_FOUND: Page = {
  status: 404,
  type: 'text/plain',
  text: 'There are /livez, /readyz, /metrics and /commands.\n',
};

/** Numbers that are written as they are stand behind this while JSON is made of them. */
const MARK = '\u0000n';

/**
 * Serves pages for operators: `/livez`, `/readyz`, `/commands` as Apache's AdminServer, `/metrics`.
 * A port that cannot be had is logged, and costs nothing else.
 *
 * @returns `null` where it is not to be had
 */
export async function servePages(
  { host = '127.0.0.1', port }: PageOptions,
  shown: Shown,
  log: Log,
): Promise<Pages | null> {
  const server = createServer((request, response) => {
    void pageOf(shown, request).then((page) => send(response, request, page));
  });
  // Whoever is slow must not hold up the end.
  server.keepAliveTimeout = 1000;
  let pages: Listening;
  try {
    pages = await listening(server, { host, port });
  } catch (error) {
    log.warn({ host, port, err: error }, 'no pages for operators: the port is not to be had');
    return null;
  }
  return {
    port: pages.port,
    close: () => {
      server.closeAllConnections();
      return pages.close();
    },
  };
}

async function pageOf(
  { survey, starting }: Shown,
  { method, url = '/' }: IncomingMessage,
): Promise<Page> {
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, type: 'text/plain', text: 'Only GET.\n' };
  }
  const path = url.split('?')[0] ?? '/';
  switch (path) {
    case '/livez':
      return json(200, { alive: true });
    case '/readyz': {
      const early = { ready: false, reason: starting };
      const { ready, reason } = survey === null ? early : readiness(survey);
      return json(ready ? 200 : 503, { ready, reason });
    }
    case '/metrics': {
      if (survey === null) return { status: 503, type: 'text/plain', text: `${starting}\n` };
      const { metricsText } = await import('./metrics.ts');
      return { status: 200, type: 'text/plain', text: await metricsText(survey) };
    }
    case '/commands':
    case '/commands/':
      return { status: 200, type: 'text/html', text: index() };
    default:
      if (!path.startsWith('/commands/')) return NOT_FOUND;
      return json(200, answerTo(survey, decoded(path.slice('/commands/'.length))));
  }
}

function answerTo(survey: Survey | null, name: string): AdminRecord {
  return survey === null ? { command: name, error: NOT_SERVING } : adminAnswer(survey, name);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function index(): string {
  const links = ADMIN_COMMANDS.map((name) => `<a href="/commands/${name}">${name}</a>\n<br/>\n`);
  return links.join('');
}

function json(status: number, fields: AdminRecord): Page {
  const marked = (_key: string, value: unknown) =>
    typeof value === 'bigint' ? `${MARK}${value}` : value;
  // JSON has no limit to its numbers, and no znode has a NUL in its path.
  const text = JSON.stringify(fields, marked, 2).replace(/"\\u0000n(-?\d+)"/g, '$1');
  return { status, type: 'application/json', text: `${text}\n` };
}

function send(response: ServerResponse, { method }: IncomingMessage, page: Page): void {
  const body = Buffer.from(page.text);
  response.writeHead(page.status, {
    'content-type': `${page.type}; charset=utf-8`,
    'content-length': body.length,
    'cache-control': 'no-store',
    // What strangers have put into paths is shown, and never run.
    'x-content-type-options': 'nosniff',
  });
  response.end(method === 'HEAD' ? undefined : body);
}
