import type { CoreName } from '@menagerie/server';
import { type RunningServer, type ServerOptions, startServer } from '@menagerie/server/node';
import { explained } from '../program/explained.ts';
import { untilTold } from '../program/signals.ts';

/** Of `menagerie dev`. */
export interface DevOptions {
  readonly core: CoreName;
  readonly data: string | null;
  readonly host: string;
  readonly port: number;
}

/** One server in this process, until Ctrl-C. */
export async function dev({ core, data, host, port }: DevOptions): Promise<void> {
  const told = untilTold();
  const server = await listening({ core, data, host, port });
  const ms = Math.round(performance.now());
  const where = `${host}:${server.clientPort}`;
  const kept = data === null ? 'in memory: gone when it ends' : `on the disk in ${data}`;
  console.log(`One server on ${core}, ${kept}. Listens after ${ms} ms.

  Connect with   zkCli.sh -server ${where}
  or             npx menagerie shell ${where}

Ctrl-C ends it.`);
  const signal = await told;
  await server.close();
  console.log(`Ended by ${signal}.`);
}

async function listening({ core, data, host, port }: DevOptions): Promise<RunningServer> {
  const options: ServerOptions = { core, directory: data, host, clientPort: port };
  try {
    return await startServer(options);
  } catch (error) {
    throw explained(error, options);
  }
}
