import { epochLabel, epochNumber, type ProtocolName } from '../model/protocols.ts';
import type { RunMeta } from '../model/run.ts';
import type { Locale } from '../model/words.ts';
import { type Catalog, catalogs } from './catalog.ts';

/** The catalog, and what it takes from the run: its protocol's words, the names of its properties. */
export interface Voice extends Catalog {
  readonly locale: Locale;
  readonly protocol: ProtocolName;
  /** The words of the run's protocol. */
  readonly own: Catalog['protocols'][ProtocolName];
  /** `T3`, `B3.S2`, `E3`. */
  label(epoch: number): string;
  /** `3`, `3.S2`. */
  number(epoch: number): string;
  /** `term 3`, `ballot 3.S2`. */
  epochName(epoch: number): string;
  propertyTitle(name: string): string;
}

/** @param meta `null` before a run is open */
export function voiceOf(locale: Locale, meta: RunMeta | null): Voice {
  const catalog = catalogs[locale];
  const protocol = meta?.protocol ?? 'raft';
  const own = catalog.protocols[protocol];
  const titles = new Map(meta?.properties.map(({ name, title }) => [name, title[locale]]));
  return {
    ...catalog,
    locale,
    protocol,
    own,
    label: (epoch) => epochLabel(protocol, epoch),
    number: (epoch) => epochNumber(protocol, epoch),
    epochName: (epoch) => `${own.epoch} ${epochNumber(protocol, epoch)}`,
    propertyTitle: (name) => titles.get(name) ?? name,
  };
}
