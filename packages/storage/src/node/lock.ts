import { spawn } from 'node:child_process';
import { type FileHandle, link, open, readFile, rename, unlink } from 'node:fs/promises';
import { FilesError, type Lock } from '../files.ts';
import { asFilesError, codeOf } from './errors.ts';

/** Who has a lock, as the lock file says. */
interface Holder {
  readonly pid: number;
  /** When that process began, in the kernel's own count: a pid is given out again. */
  readonly began: string;
  readonly by: 'flock' | 'pid';
}

/**
 * Locks by `flock(2)` where the command `flock` is there (util-linux, busybox), else by the pid in
 * the file.
 *
 * Node has no flock, but the lock belongs to the open file and not to a process: the command
 * inherits ours, locks it and ends, and the kernel keeps it locked until we close it or die,
 * however we die. So such a lock is never stale, and it holds between containers, which do not see
 * each other's processes.
 *
 * A lock by pid is stale once no process has that pid, or one that began at another time. Two that
 * find it so at once both move it away; the second then moves what is not stale, sees it, puts it
 * back and gives up.
 */
export async function lockFile(path: string): Promise<Lock> {
  const file = await asFilesError(open(path, 'a+', 0o600));
  const flocked = await flock(file.fd);
  if (flocked === 'held') {
    const holder = await holderOf(path);
    await file.close();
    throw lockedBy(holder);
  }
  if (flocked === 'none') {
    await file.close();
    return lockByPid(path);
  }
  const holder = await holderOf(path);
  if (holder?.by === 'pid' && (await isAlive(holder))) {
    await file.close();
    throw lockedBy(holder);
  }
  await file.truncate(0);
  await file.appendFile(await textOf('flock'));
  return { release: () => releaseFlock(file) };
}

/** The file stays: a lock on a name that another process is about to remove would be worth nothing. */
async function releaseFlock(file: FileHandle): Promise<void> {
  await file.truncate(0);
  await file.close();
}

function flock(fd: number): Promise<'got' | 'held' | 'none'> {
  return new Promise((resolve) => {
    const child = spawn('flock', ['-x', '-n', '3'], {
      stdio: ['ignore', 'ignore', 'ignore', fd],
      // It says nothing: so it need not read a dozen files in order to say it in another language.
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    child.once('error', () => resolve('none'));
    // 1 is the answer to -n; others, such as 69 (ENOLCK), come of file systems without locks.
    child.once('exit', (code) => resolve(code === 0 ? 'got' : code === 1 ? 'held' : 'none'));
  });
}

/** Stores of one process, too, may ask at once. */
let attempts = 0;

async function lockByPid(path: string): Promise<Lock> {
  attempts += 1;
  const mine = `${path}.${process.pid}.${attempts}`;
  const made = await asFilesError(open(mine, 'w', 0o600));
  await made.appendFile(await textOf('pid'));
  await made.close();
  try {
    for (;;) {
      // Unlike making a file and filling it, a link appears with its content.
      if (await tryLink(mine, path)) return { release: () => asFilesError(unlink(path)) };
      const text = await readFile(path, 'utf8').catch(() => '');
      const holder = parse(text);
      if (holder !== null && (await isAlive(holder))) throw lockedBy(holder);
      await moveAway(path, `${mine}.stale`, text);
    }
  } finally {
    await unlink(mine);
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function moveAway(path: string, aside: string, stale: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readFile(aside, 'utf8');
  if (moved !== stale) await tryLink(aside, path);
  await unlink(aside);
}

async function holderOf(path: string): Promise<Holder | null> {
  return parse(await readFile(path, 'utf8').catch(() => ''));
}

async function textOf(by: Holder['by']): Promise<string> {
  return `${process.pid} ${await beginOf(process.pid)} ${by}\n`;
}

function parse(text: string): Holder | null {
  const [, pid, began, by] = /^(\d+) (\S+) (flock|pid)\n/.exec(text) ?? [];
  if (pid === undefined || began === undefined) return null;
  return { pid: Number(pid), began, by: by === 'flock' ? 'flock' : 'pid' };
}

async function isAlive({ pid, began }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if (codeOf(error) !== 'EPERM') return false;
  }
  return (await beginOf(pid)) === began;
}

/** Field 22 of Linux's `/proc/<pid>/stat`; elsewhere a pid must do. */
async function beginOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may itself have spaces and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}

function lockedBy(holder: Holder | null): FilesError {
  const who = holder === null ? 'another process' : `process ${holder.pid}`;
  return new FilesError('locked', `${who} has it open`);
}
