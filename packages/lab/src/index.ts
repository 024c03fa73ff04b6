/**
 * The lab as React components: it plays, breaks and explains protocol cores, on the cores
 * themselves, in a worker. `Lab` stands inside of another page; a page of its own is `@menagerie/lab/page`.
 *
 * @example
 * ```tsx
 * import { Lab } from '@menagerie/lab';
 *
 * <Lab scenario="kill-the-leader" locale="en" views={['stage', 'log']} />;
 * ```
 *
 * @packageDocumentation
 */

export type { View } from './controller/store.ts';
export type { Locale } from './i18n/catalog.ts';
export { Lab, type LabProps } from './lab.tsx';
export type { ChallengeId, ChallengeResult, ChallengeStep } from './model/challenge.ts';
export type { ProtocolName } from './model/protocols.ts';
