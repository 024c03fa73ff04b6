/** What the page of servers that run says beside the lab's own words. */
export const liveEn = {
  band: 'LIVE',
  bandTitle: 'Real server processes, as they tell of themselves at this moment.',
  toSim: 'Simulation',
  title: 'Three real servers',
  connecting: 'Looking for servers…',
  absent:
    'No servers answer here. Run “npm start” in the project, and open the address that it prints.',
  watching:
    'You may look on. To break and to write, open the address that “npm start” prints: it has the token.',
  notShown: (n: number): string => `${n} ${n === 1 ? 'event' : 'events'} not shown`,
  freeze: 'Freeze the picture',
  goOn: 'Go on',
  heartbeats: 'Heartbeats',
  drawn: (ms: number): string =>
    `Each message is drawn ${ms} ms under way; the tables have the times that were measured. What is dashed is inferred.`,
  write: 'Write',
  at: 'At',
  path: 'Path',
  data: 'Data',
  written: {
    done: (read: string): string => `Committed by a majority; read back: “${read}”.`,
    unknown: 'Outcome unknown: the connection ended before the answer.',
    refused: (code: string): string => `Refused: ${code}`,
  },
  tabs: { writes: 'Writes', tree: 'Tree', events: 'Events' },
  panels: 'What the servers tell',
  writes: {
    none: 'No write yet. Press “Write”, or use any client of ZooKeeper.',
    what: 'Write',
    proposed: 'proposed',
    durable: 'on disk',
    applied: 'in its tree',
    answered: 'answered',
    pending: 'under way',
    unknown: 'outcome unknown',
    note: 'Milliseconds after the write was asked for, by the clock of each server.',
    error: (code: number): string => `refused (${code})`,
  },
  tree: {
    of: 'As seen by',
    digest: 'Digest',
    zxid: 'Last zxid',
    none: 'This server has told nothing yet.',
    gone: 'This server is not there: what it told last.',
    nodes: 'Znodes',
    more: (n: number): string => `and ${n} more`,
    version: 'version',
    bytes: (n: number): string => `${n} bytes`,
    ephemeral: (id: string): string => `ephemeral, of session 0x${id}`,
    sessions: 'Sessions',
    clients: 'Connections',
    watches: 'Watches',
    nothing: 'none',
    connection: (n: number): string => `connection ${n}`,
    timeout: (ms: number): string => `${ms} ms`,
  },
  event: {
    role: (s: string, part: string, epoch: string, leader: string): string =>
      `${s}: ${part}, ${epoch}${leader === '' ? '' : `, follows ${leader}`}`,
    asked: (s: string, what: string): string => `${s} is asked: ${what}`,
    applied: (s: string, what: string, zxid: string): string => `${s} applies ${what} as 0x${zxid}`,
    voided: (s: string, what: string): string => `${s} drops ${what}: its leader was over`,
    answered: (s: string, known: boolean): string =>
      known ? `${s} answers` : `${s} cannot say what came of it`,
    link: (s: string, peer: string, up: boolean): string =>
      up ? `${s} reaches ${peer}` : `${s} lost ${peer}`,
    client: (s: string, n: number, up: boolean): string =>
      up ? `${s}: connection ${n} opens` : `${s}: connection ${n} is gone`,
    notified: (s: string, n: number, path: string): string =>
      `${s} tells connection ${n} of ${path}`,
  },
  events: { none: 'Nothing has happened yet.', name: 'What happened, newest first' },
};

/** All that a language has to say. */
export type LiveWords = typeof liveEn;
