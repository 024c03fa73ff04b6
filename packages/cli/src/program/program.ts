import { Command } from 'commander';
import { addBench, addDoctor, addShell, addStatus } from './asking.ts';
import { CODES } from './help.ts';
import { addImport, addLog, addSnapshot } from './keeping.ts';
import { addDev, addUp, addZkServer } from './running.ts';
import { withTls } from './tls.ts';

/** All commands. What one of them needs is loaded when it runs. */
export function programOf(): Command {
  const program = new Command('menagerie')
    .description(
      "A coordination server that ZooKeeper's clients talk to, and what one needs around it",
    )
    .addHelpText('after', CODES)
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for what it takes)');
  addDev(program);
  addUp(program);
  for (const add of [addShell, addStatus, addDoctor, addBench]) withTls(add(program));
  addLog(program);
  addSnapshot(program);
  addImport(program);
  addZkServer(program);
  addHidden(program);
  return program;
}

/** What processes of ours are started with. */
function addHidden(program: Command): void {
  program.command('serve-config <zoo.cfg>', { hidden: true }).action(async (config) => {
    const { serveConfig } = await import('../zk-server/zk-server.ts');
    process.exitCode = await serveConfig(config);
  });
  program.command('serve-for-supervisor', { hidden: true }).action(async () => {
    const { serveForSupervisor } = await import('../ensemble/server-process.ts');
    serveForSupervisor();
  });
}
