const SLASH = 47;
const DOT = 46;

/** Znodes that cannot be deleted. */
const special: ReadonlySet<string> = new Set([
  '/',
  '/zookeeper',
  '/zookeeper/quota',
  '/zookeeper/config',
]);

/** Whether a path is one of those that cannot be deleted. */
export function isSpecial(path: string): boolean {
  return special.has(path);
}

/**
 * Whether a text is a path that a znode may have: absolute, without empty, `.` and `..` components,
 * without control characters, surrogates, private characters of the basic plane and U+FFF0 to
 * U+FFFF.
 */
export function isPath(path: string | null): path is string {
  if (path === null || path.charCodeAt(0) !== SLASH) return false;
  if (path.length === 1) return true;
  let component = 1;
  for (let i = 1; i < path.length; i += 1) {
    const code = path.charCodeAt(i);
    if (code === SLASH) {
      if (!isComponent(path, component, i)) return false;
      component = i + 1;
    } else if (isForbidden(code)) {
      return false;
    }
  }
  return isComponent(path, component, path.length);
}

function isComponent(path: string, from: number, end: number): boolean {
  const length = end - from;
  if (length === 0) return false;
  if (length > 2 || path.charCodeAt(from) !== DOT) return true;
  return length === 2 && path.charCodeAt(from + 1) !== DOT;
}

function isForbidden(code: number): boolean {
  if (code < 0x7f) return code < 0x20;
  return code <= 0x9f || (code >= 0xd800 && (code <= 0xf8ff || code >= 0xfff0));
}

/** Whether a text can be looked up: any can that has no NUL. */
export function hasNul(path: string): boolean {
  return path.includes('\0');
}

/** The number that a sequential znode has behind its name: ten digits at least. */
export function suffixOf(creates: number): string {
  return creates < 0 ? `-${String(-creates).padStart(9, '0')}` : String(creates).padStart(10, '0');
}
