import { hex, lines } from './format.ts';
import type { Survey } from './survey.ts';

/** `wchs`: how many watch how much. */
export function wchs({ watches }: Survey): string {
  return lines(
    `${watches.connections} connections watching ${watches.paths} paths`,
    `Total watches:${watches.count}`,
  );
}

/** `wchc`: which session watches which paths. */
export function wchc(survey: Survey): string {
  return outline(pathsBySession(survey));
}

/** `wchp`: which path is watched by which sessions. */
export function wchp(survey: Survey): string {
  const found = new Map<string, string[]>();
  for (const [session, paths] of pathsBySession(survey)) {
    for (const path of paths) {
      const sessions = found.get(path);
      if (sessions === undefined) found.set(path, [session]);
      else sessions.push(session);
    }
  }
  return outline(found);
}

function pathsBySession(survey: Survey): Map<string, readonly string[]> {
  return new Map([...sessionPaths(survey)].map(([session, paths]) => [hex(session), paths]));
}

/** What each session watches. */
export function sessionPaths(survey: Survey): Map<bigint, readonly string[]> {
  const found = new Map<bigint, readonly string[]>();
  for (const { connection, paths } of survey.watches.list()) {
    found.set(survey.sessionOf(connection), paths);
  }
  return found;
}

function outline(sets: ReadonlyMap<string, readonly string[]>): string {
  const texts = [...sets].flatMap(([name, below]) => [name, ...below.map((one) => `\t${one}`)]);
  return lines(...texts, '');
}
