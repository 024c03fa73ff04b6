import { useLabState, useSource, useText } from '../controller/context.ts';
import type { Source } from '../controller/source.ts';
import type { Selection } from '../controller/store.ts';
import type { Catalog } from '../i18n/catalog.ts';
import type { LabAct } from '../model/run.ts';
import { serverName } from '../model/sentence.ts';
import { focusSelection } from '../ui/focus.ts';
import { cutLinks, verbsOf } from './verbs.ts';

/** The commonest verbs of what is chosen, as buttons: for the finger, the mouse and the tab key. */
export function VerbBar() {
  const lab = useSource();
  const t = useText();
  const selection = useLabState((state) => state.selection);
  const frame = useLabState((state) => state.frame);
  const partition = useLabState((state) => state.partition);
  if (!frame) return <div className="lab-verbs" />;
  if (partition) {
    return (
      <div className="lab-verbs" role="status">
        <span className="lab-verbs-of">
          {partition.map(serverName).join(' ') || t.verb.partition}
        </span>
      </div>
    );
  }
  const verbs = selection ? verbsOf(lab, selection, frame, t) : [];
  const cut = cutLinks(frame);
  // The button may be gone once its act is done; the focus must not go with it.
  const run = (act: LabAct) => void lab.act(act).then(() => focusSelection(lab, selection));
  if (verbs.length === 0 && cut.length === 0) {
    return <p className="lab-verbs lab-hint">{hintOf(lab, t.stage)}</p>;
  }
  const shown = verbs
    .filter(({ id }) => id !== 'skew' && id !== 'isolate' && id !== 'wipe')
    .slice(0, 6);
  return (
    <div
      className="lab-verbs"
      role="group"
      aria-label={selection ? t.verb.menuOf(nameOf(selection)) : t.stage.healAll}
    >
      {selection && verbs.length > 0 && <span className="lab-verbs-of">{nameOf(selection)}</span>}
      {shown.map(({ id, label, key, act }) => (
        <button
          key={id}
          type="button"
          data-verb={id}
          title={key === '' ? label : `${label} (${key})`}
          onClick={() => run(act)}
        >
          {id === 'crashLosing' ? t.verb.crashLosingShort : label}
        </button>
      ))}
      {selection && verbs.length > shown.length && (
        <button
          type="button"
          aria-haspopup="menu"
          data-verb="more"
          onClick={(event) => {
            const { left, top } = event.currentTarget.getBoundingClientRect();
            lab.pause();
            lab.store.setState({ menu: { target: selection, x: left, y: top } });
          }}
        >
          {`${t.verb.more}…`}
        </button>
      )}
      {cut.length > 0 && (
        <button
          type="button"
          data-verb="heal-all"
          title={`${t.stage.healAll} (H)`}
          onClick={() => run({ type: 'mend', links: cut })}
        >
          {t.stage.healAll}
        </button>
      )}
    </div>
  );
}

function hintOf({ verbs }: Source, { hint, hintTouch, hintLive }: Catalog['stage']): string {
  if (verbs !== null) return hintLive;
  return matchMedia('(pointer: coarse)').matches ? hintTouch : hint;
}

function nameOf(selection: Selection): string {
  switch (selection.type) {
    case 'server':
      return serverName(selection.server);
    case 'message': {
      const [from = '', rest = ''] = selection.key.split('>');
      return `${serverName(Number(from))}→${serverName(Number(rest.split('#')[0]))}`;
    }
    case 'link':
      return `${serverName(selection.from)}→${serverName(selection.to)}`;
  }
}
