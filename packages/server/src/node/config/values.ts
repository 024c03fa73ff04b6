import { ConfigError, type ConfigPlace, type ConfigWarning } from './errors.ts';
import { fateOf, nearestKey } from './keys.ts';
import { type Property, readProperties } from './properties.ts';

/** The values of a file, each read as what it is to be. */
export class Values {
  readonly file: string;
  readonly warnings: ConfigWarning[] = [];
  readonly #found = new Map<string, Property>();

  /** @throws ConfigError `malformed-line` or `unsupported` */
  constructor(text: string, file: string) {
    this.file = file;
    for (const property of readProperties(text, file)) this.#take(property);
  }

  /** All keys, in the order in which they stand there first. */
  get keys(): Iterable<string> {
    return this.#found.keys();
  }

  place(key: string): ConfigPlace {
    return { file: this.file, line: this.#found.get(key)?.line ?? null, key };
  }

  /** `null` where it is not set. */
  text(key: string): string | null {
    return this.#found.get(key)?.value.trim() ?? null;
  }

  /** @throws ConfigError `malformed-value` */
  int(key: string, least: number, most: number = 2 ** 31 - 1): number | null {
    const text = this.text(key);
    if (text === null) return null;
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    const remedy = `write a whole number from ${least} to ${most}`;
    throw new ConfigError('malformed-value', this.place(key), `${key} is "${text}"`, remedy);
  }

  /** @throws ConfigError `malformed-value` */
  bool(key: string): boolean | null {
    const text = this.text(key)?.toLowerCase();
    if (text === undefined) return null;
    if (text === 'true' || text === 'false') return text === 'true';
    const remedy = 'write true or false';
    throw new ConfigError('malformed-value', this.place(key), `${key} is "${text}"`, remedy);
  }

  /** @throws ConfigError `malformed-value` */
  oneOf<T extends string>(key: string, allowed: readonly T[]): T | null {
    const text = this.text(key);
    if (text === null) return null;
    const found = allowed.find((one) => one === text.toLowerCase());
    if (found !== undefined) return found;
    const remedy = `write ${allowed.join(', ')}`;
    throw new ConfigError('malformed-value', this.place(key), `${key} is "${text}"`, remedy);
  }

  warn(key: string, message: string): void {
    this.warnings.push({ place: this.place(key), message });
  }

  #take(property: Property): void {
    const { key, value, line } = property;
    const before = this.#found.get(key);
    this.#found.set(key, property);
    if (before !== undefined)
      this.warn(key, `${key} was set in line ${before.line}: this one counts`);
    switch (fateOf(key, value)) {
      case 'honoured':
      case 'idle':
        break;
      case 'unsupported':
        if (!isAsItIs(value.trim())) this.warn(key, `${key} has no effect here`);
        break;
      case 'refused':
        this.#refuse(property);
        break;
      case null: {
        const nearest = nearestKey(key);
        const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
        this.warnings.push({
          place: { file: this.file, line, key },
          message: `nobody knows ${key}${hint}`,
        });
      }
    }
  }

  #refuse({ key, value, line }: Property): void {
    if (!/^true$/i.test(value.trim())) return;
    throw new ConfigError(
      'unsupported',
      { file: this.file, line, key },
      `${key} asks for a protection that this server does not have`,
      'take it out if you can do without, or protect the ports by TLS with client certificates',
    );
  }
}

/** Whether a key that has no effect asks for what is the case anyway. */
function isAsItIs(value: string): boolean {
  return /^(?:false|0|-1|)$/i.test(value);
}
