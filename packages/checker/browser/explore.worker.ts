import { Explorer } from '@menagerie/checker';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import type { Asked, Told } from './messages.ts';

/** Worlds between two looks at what the page asks. */
const SLICE = 1000;

/** Counts what is asked: a search that is not the newest any more does not go on. */
let asked = 0;

function explore(name: string): void {
  const scope = raftExploration.scopes.find((each) => each.name === name);
  if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
  const explorer = new Explorer(raftSubject, raftExploration, scope);
  const mine = asked;
  const tell = (type: Told['type']): void => {
    const { status, distinct, generated } = explorer;
    postMessage({ type, scope: name, status, distinct, generated } satisfies Told);
  };
  const goOn = (): void => {
    if (mine !== asked) {
      tell('cancelled');
    } else if (explorer.run(SLICE) === 'searching') {
      tell('slice');
      // What the page has sent meanwhile is read first.
      setTimeout(goOn);
    } else {
      tell('over');
    }
  };
  goOn();
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  asked += 1;
  if (data.type === 'explore') explore(data.scope);
});
