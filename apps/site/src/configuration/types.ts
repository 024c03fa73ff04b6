import type { Bilingual } from '../corrections/types.ts';

/** A key of a `zoo.cfg` that does what it says. */
export interface HonouredKey {
  readonly key: string;
  /** Its value where it is not set, as a file would have it; in words where it is no value. */
  readonly standard: string | Bilingual;
  readonly means: Bilingual;
}

/** Keys that nothing comes of, and why. */
export interface OtherKeys {
  readonly keys: readonly string[];
  readonly because: Bilingual;
}
