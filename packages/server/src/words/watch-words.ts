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
  return outline(sessionsByPath(survey));
}

export function pathsBySession(survey: Survey): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { connection, paths } of survey.watches.list()) {
    found.set(hex(survey.sessionOf(connection)), paths);
  }
  return found;
}

export function sessionsByPath(survey: Survey): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [session, paths] of pathsBySession(survey)) {
    for (const path of paths) {
      const sessions = found.get(path);
      if (sessions === undefined) found.set(path, [session]);
      else sessions.push(session);
    }
  }
  return found;
}

function outline(sets: ReadonlyMap<string, readonly string[]>): string {
  const texts = [...sets].flatMap(([name, below]) => [name, ...below.map((one) => `\t${one}`)]);
  return lines(...texts, '');
}
