import { LabBody } from './body.tsx';
import type { View } from './controller/store.ts';
import { catalogs, type Locale } from './i18n/catalog.ts';
import { choiceOf, DEFAULT_CHOICE } from './model/builtins.ts';
import type { ChallengeId, ChallengeResult } from './model/challenge.ts';
import type { ProtocolName } from './model/protocols.ts';
import type { OpenSource } from './model/run.ts';
import { LabShell } from './shell.tsx';

export interface LabProps {
  /** Name of a built-in scenario, or the text of a scenario file. */
  readonly scenario: string;
  /** Whose built-in scenario; a scenario file names its protocol itself. @default raft */
  readonly protocol?: ProtocolName;
  readonly locale: Locale;
  /** Pixels. @default 560 */
  readonly height?: number;
  /** What is shown; the code of what is not is not loaded. @default stage, log and timeline */
  readonly views?: readonly View[];
  /** A task to be checked on the run. */
  readonly challenge?: ChallengeId;
  /** Called whenever the check comes to another result. */
  readonly onChallenge?: (result: ChallengeResult) => void;
  /** For bundlers that must see the worker's address in the page's own code. */
  readonly createWorker?: () => Worker;
  /** Address of the full lab; where it is given, the lab links to it. */
  readonly fullLabHref?: string;
}

const VIEWS: readonly View[] = ['stage', 'log', 'timeline'];

/** A lab inside of another page. It loads its simulator when it comes into sight. */
export function Lab(props: LabProps) {
  const { scenario, locale, height = 560, views = VIEWS, fullLabHref } = props;
  const t = catalogs[locale];
  return (
    <figure className="lab-embed">
      <LabShell
        className="is-embed"
        source={sourceOf(scenario, props.protocol)}
        otherwise={{ type: 'builtin', choice: DEFAULT_CHOICE }}
        locale={locale}
        height={height}
        challenge={props.challenge}
        onChallenge={props.onChallenge}
        createWorker={props.createWorker}
      >
        <LabBody views={views} />
      </LabShell>
      {fullLabHref !== undefined && (
        <figcaption>
          <a href={fullLabHref}>{t.page.fullLab}</a>
        </figcaption>
      )}
    </figure>
  );
}

/** A scenario file is an object; everything else is taken for a name. */
function sourceOf(scenario: string, protocol: ProtocolName = 'raft'): OpenSource {
  return scenario.trimStart().startsWith('{')
    ? { type: 'text', text: scenario }
    : { type: 'builtin', choice: choiceOf(scenario, protocol) };
}
