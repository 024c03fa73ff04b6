import { writeSync } from 'node:fs';

/** Prints how a command is called and ends the process, where `--help` or `-h` asks for nothing else. */
export function helpIfAsked(text: string): void {
  const args = process.argv.slice(2);
  if (!args.includes('--help') && !args.includes('-h')) return;
  // Whole before the process ends, also where a pipe reads it.
  writeSync(1, text);
  process.exit(0);
}
