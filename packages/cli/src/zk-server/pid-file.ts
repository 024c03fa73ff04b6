import { readFile, rm, writeFile } from 'node:fs/promises';

/**
 * The process that a file names, if it runs and is one of ours: numbers of processes are given again,
 * and whoever has one now may be somebody else.
 */
export async function processIn(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text.trim());
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return null;
  // Where there is no such file, as on macOS, the number has to do.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || command.includes('menagerie') ? pid : null;
}

export async function keepPid(file: string, pid: number): Promise<void> {
  await writeFile(file, String(pid));
}

export async function forgetPid(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
