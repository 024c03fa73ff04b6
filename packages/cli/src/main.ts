import { CommanderError } from 'commander';
import { CliError, ExitCode } from './errors.ts';
import { programOf } from './program/program.ts';

// Whoever reads the output may have seen enough, as `head` does: that is the end, and no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void run().catch((error: unknown) => {
  process.exitCode = codeOf(error);
});

async function run(): Promise<void> {
  const program = programOf();
  // Instead of ending the process with a code of the library's.
  for (const command of [program, ...program.commands]) command.exitOverride();
  await program.parseAsync();
}

function codeOf(error: unknown): ExitCode {
  // It has printed what it had to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
  if (error instanceof CliError && error.code === 'invalid-argument') {
    console.error(`error: ${error.message}`);
    return ExitCode.usage;
  }
  // Errors with a code say for people what to do; of any other the stack tells where it comes from.
  if (error instanceof Error && 'code' in error) console.error(`error: ${error.message}`);
  else console.error(error);
  return ExitCode.failed;
}
