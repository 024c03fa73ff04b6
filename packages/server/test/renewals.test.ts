import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { TlsMaterial } from '../src/node/tls/material.ts';
import { renewedByFiles } from '../src/node/tls/renewals.ts';
import { until } from './helpers/ensemble.ts';

it('files are read again once they are others, and never after the end', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const [one, other] = [join(directory, 'one.pem'), join(directory, 'other.pem')];
  for (const path of [one, other]) writeFileSync(path, 'first');
  let loads = 0;
  let problem: Error | null = null;
  const load = (): Promise<TlsMaterial> => {
    loads += 1;
    return problem === null ? Promise.resolve({ key: `key ${loads}` }) : Promise.reject(problem);
  };
  const renewals = await renewedByFiles([one, other], load, 1);
  const heard: string[] = [];
  const stop = renewals(
    ({ key }) => void heard.push(String(key)),
    ({ message }) => void heard.push(message),
  );
  // A file that takes the place of another, as those who renew certificates do it.
  writeFileSync(`${other}.new`, 'another one');
  renameSync(`${other}.new`, other);
  await until(() => heard.length > 0);
  expect(heard).toEqual(['key 1']);
  problem = new Error('half of it');
  rmSync(one);
  await until(() => heard.length > 1);
  expect(heard).toEqual(['key 1', 'half of it']);
  problem = null;
  writeFileSync(one, 'third');
  await until(() => heard.length > 2);
  const before = heard.length;
  stop();
  writeFileSync(one, 'fourth, which is longer');
  const again = await renewedByFiles([one], load, 1);
  const stopAgain = again(
    () => void heard.push('another listener'),
    () => {},
  );
  writeFileSync(one, 'fifth');
  await until(() => heard.length > before);
  stopAgain();
  expect(heard.slice(before)).toEqual(['another listener']);
});
