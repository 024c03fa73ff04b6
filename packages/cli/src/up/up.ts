import type { CoreName } from '@menagerie/server';
import { startEnsemble } from '../ensemble/ensemble.ts';
import type { Member, MemberState } from '../ensemble/member.ts';
import { untilTold } from '../program/signals.ts';

/** Of `menagerie up`. */
export interface UpOptions {
  readonly servers: number;
  readonly core: CoreName;
  readonly data: string | null;
  readonly host: string;
  readonly port: number;
  readonly restart: boolean;
}

/** Between the end of a server and its next start. */
const RESTART_AFTER_MS = 500;

/** Several servers, each a process of its own, until Ctrl-C. */
export async function up(options: UpOptions): Promise<void> {
  const { servers, core, data, host, port, restart } = options;
  const say = (id: number, text: string): void => console.log(`${id} | ${text}`);
  const last = new Map<number, string>();
  let ending = false;
  const again = (member: Member): void => {
    setTimeout(() => {
      if (ending) return;
      member.start().catch((error: unknown) => say(member.id, String(error)));
    }, RESTART_AFTER_MS);
  };
  const told = untilTold();
  const ensemble = await startEnsemble({
    servers,
    core,
    host,
    clientPort: port,
    directory: data,
    onLine: (member, line) => say(member.id, line),
    onChange: (member) => {
      const text = sentence(member);
      if (text === null || last.get(member.id) === text) return;
      last.set(member.id, text);
      say(member.id, text);
    },
    onLost: (member) => {
      if (restart) again(member);
      else if (!ending) say(member.id, 'is not started again: `--restart` would');
    },
  });
  const kept = data === null ? 'in a temporary directory: gone when it ends' : `in ${data}`;
  console.log(`${servers} servers on ${core}, ${kept}.

  Connect with   zkCli.sh -server ${ensemble.connectString}
  or             npx menagerie shell ${ensemble.connectString}

Ctrl-C ends all of them.`);
  const signal = await told;
  ending = true;
  await ensemble.close();
  console.log(`Ended by ${signal}.`);
}

function sentence({ state, clientPort }: Member): string | null {
  switch (state.type) {
    case 'starting':
      return null;
    case 'running':
      return runningSentence(state, clientPort);
    case 'paused':
      return `is paused (process ${state.pid})`;
    case 'ended':
      return state.signal === null ? `ended with ${state.code}` : `was ended by ${state.signal}`;
  }
}

function runningSentence(state: MemberState & { type: 'running' }, clientPort: number): string {
  const where = `port ${clientPort}, process ${state.pid}`;
  switch (state.role) {
    case 'looking':
      return `looks for a leader (${where})`;
    case 'following':
      return `follows (${where})`;
    case 'leading':
      return `leads (${where})`;
  }
}
