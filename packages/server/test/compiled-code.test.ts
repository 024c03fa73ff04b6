import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { CompiledCode } from '../src/node/compiled-code.ts';

const TEXT = '(function () { return 41; })';
let folder = '';
let program = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'menagerie-code-'));
  program = join(folder, 'a.program');
  await writeFile(program, TEXT);
  return () => rm(folder, { recursive: true });
});

function answerOf(code: CompiledCode): number {
  const answer: () => number = code.script.runInThisContext();
  return answer();
}

/** Where code lies after it was kept once. */
async function kept(): Promise<string> {
  new CompiledCode(program).keep();
  const [name = ''] = (await readdir(folder)).filter((file) => file.endsWith('.code'));
  return join(folder, name);
}

describe('what was compiled', () => {
  it('is there for the next process, and was not for the first', async () => {
    expect(new CompiledCode(program).isThere).toBe(false);
    await kept();
    const code = new CompiledCode(program);
    expect(code.isThere).toBe(true);
    expect(answerOf(code)).toBe(41);
  });

  it('is of this program: another of the same length is compiled', async () => {
    await kept();
    await writeFile(program, TEXT.replace('41', '42'));
    const code = new CompiledCode(program);
    expect(code.isThere).toBe(false);
    expect(answerOf(code)).toBe(42);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    [
      'changed in one bit',
      (bytes: Buffer) => bytes.map((byte, at) => (at === 100 ? byte ^ 1 : byte)),
    ],
  ])('is not taken where its file is %s', async (_, damaged) => {
    const file = await kept();
    await writeFile(file, damaged(await readFile(file)));
    const code = new CompiledCode(program);
    expect(code.isThere).toBe(false);
    expect(answerOf(code)).toBe(41);
  });

  it('is forgotten where it cannot be written, and leaves nothing half written', async () => {
    const file = await kept();
    await rm(file);
    await mkdir(join(file, 'in-the-way'), { recursive: true });
    new CompiledCode(program).keep();
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(new CompiledCode(program).isThere).toBe(false);
  });

  it('is left alone where Node is told so', async () => {
    vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', '1');
    onTestFinished(() => void vi.unstubAllEnvs());
    new CompiledCode(program).keep();
    expect(await readdir(folder)).toEqual(['a.program']);
  });
});
