import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Entry {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: unknown = JSON.parse(
  readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
);
const { packages } = lock as { packages: Readonly<Record<string, Entry>> };

/** Looks a package up as Node would, from the folder of its user upwards. */
function isLocked(user: string, name: string): boolean {
  for (let folder = user; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
  }
}

it('the lockfile names every optional package of every platform', () => {
  const missing = Object.entries(packages).flatMap(([user, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(user, name))
      .map((name) => `${user} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

it('the lockfile has no download addresses', () => {
  const addressed = Object.entries(packages)
    .filter(([, { resolved, link }]) => resolved !== undefined && link !== true)
    .map(([path]) => path);
  expect(addressed).toEqual([]);
});
