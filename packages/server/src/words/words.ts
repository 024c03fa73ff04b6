import { conf } from './conf.ts';
import { dump } from './dump.ts';
import { lines } from './format.ts';
import { mntr } from './mntr.ts';
import { cons, srvr, stat } from './stat-words.ts';
import type { Survey } from './survey.ts';
import { wchc, wchp, wchs } from './watch-words.ts';

/** Those that change nothing, cost little and tell no secrets. */
export const SAFE_WORDS: readonly string[] = [
  'ruok',
  'srvr',
  'stat',
  'mntr',
  'conf',
  'isro',
  'envi',
  'dirs',
  'wchs',
  'gtmk',
];

/** What is said of a server that has no leader. */
export const NOT_SERVING = 'This ZooKeeper instance is not currently serving requests';

/** What Apache's begins with. Here nothing depends on it. */
const TRACE_MASK = 306n;

/** What a server that serves answers. */
const ANSWERS: Readonly<Record<string, (survey: Survey) => string>> = {
  srvr,
  stat,
  mntr,
  conf,
  cons,
  dump,
  wchs,
  wchc,
  wchp,
  dirs: ({ sizes }) => lines(`datadir_size: ${sizes.data}`, `logdir_size: ${sizes.log}`),
  // Digests of the past are not kept.
  hash: () => '',
  crst: (survey) => {
    survey.resetConnections();
    return lines('Connection stats reset.');
  },
  srst: (survey) => {
    survey.resetServer();
    return lines('Server stats reset.');
  },
};

/** Answers four-letter words as ZooKeeper does, byte for byte where numbers agree. */
export class Words {
  readonly #survey: Survey;
  readonly #enabled: (word: string) => boolean;
  #traceMask = TRACE_MASK;

  /** @param whitelist the words that are answered; `*` is all of them. `srvr` always is. */
  constructor(survey: Survey, whitelist: readonly string[] = SAFE_WORDS) {
    this.#survey = survey;
    const all = whitelist.includes('*');
    const words = new Set([...whitelist, 'srvr']);
    this.#enabled = (word) => all || words.has(word);
  }

  /**
   * What is said to a word; nothing to one that nobody waits for the answer of.
   *
   * @param rest what came behind the word
   */
  answer(word: string, rest: Uint8Array): string {
    // Whoever sends that has hung up.
    if (word === 'telnetInterrupt') return '';
    if (!this.#enabled(word)) {
      return lines(`${word} is not executed because it is not in the whitelist.`);
    }
    const { serves, mode } = this.#survey;
    switch (word) {
      case 'ruok':
        return 'imok';
      case 'envi':
        return environment(this.#survey);
      case 'gtmk':
        return String(this.#traceMask);
      case 'stmk':
        this.#traceMask = new DataView(rest.buffer, rest.byteOffset).getBigInt64(0);
        return String(this.#traceMask);
      case 'isro':
        if (!serves) return 'null';
        return mode === 'read-only' ? 'ro' : 'rw';
      default:
        return serves ? (ANSWERS[word]?.(this.#survey) ?? '') : lines(NOT_SERVING);
    }
  }
}

function environment({ environment: all }: Survey): string {
  return lines('Environment:', ...all.map(([key, value]) => `${key}=${value}`));
}
