import { useState } from 'react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import type { Shared } from '../model/run.ts';
import { Sheet } from '../ui/sheet.tsx';
import { useAsked } from '../ui/use-asked.ts';

/** Beyond this some messengers cut a link off. */
const LONG_LINK = 2000;

export function ShareSheet() {
  const t = useText();
  return (
    <Sheet name="share" title={t.share.name}>
      <Share />
    </Sheet>
  );
}

/** The run as a link, or as a file. */
function Share() {
  const lab = useLab();
  const t = useText();
  const branch = useLabState((state) => state.branch);
  const hash = useLabState((state) => state.frame?.hash ?? '');
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const shared = useAsked<Shared>(`${branch}`, () => lab.worker.share(branch));
  if (!shared) return <p className="lab-hint" aria-busy="true" />;
  const link = `${location.origin}${location.pathname}#${shared.fragment}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  };
  const download = () => {
    const url = URL.createObjectURL(new Blob([shared.json], { type: 'application/json' }));
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = 'menagerie-scenario.json';
    anchor.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className="lab-share">
      <input
        readOnly
        value={link}
        aria-label={t.share.copy}
        onFocus={(event) => event.target.select()}
      />
      {link.length > LONG_LINK && <p className="lab-hint">{t.share.long}</p>}
      {copied === 'failed' && <p role="alert">{t.share.failed}</p>}
      <p className="lab-hint">
        {t.share.hash} <code>{hash}</code>
      </p>
      <div className="lab-sheet-actions">
        <button type="button" onClick={download}>
          {t.share.download}
        </button>
        <button type="button" className="is-primary" onClick={() => void copy()}>
          {copied === 'yes' ? t.share.copied : t.share.copy}
        </button>
      </div>
    </div>
  );
}
