import { useLab, useText } from '../controller/context.ts';
import { Sheet } from './sheet.tsx';

/** Goes to a step by its number. */
export function GoTo() {
  const lab = useLab();
  const t = useText();
  return (
    <Sheet name="goto" title={t.page.goTo}>
      <form
        className="lab-goto"
        onSubmit={(event) => {
          event.preventDefault();
          const step = Number(new FormData(event.currentTarget).get('step'));
          lab.store.setState({ sheet: null });
          lab.pause();
          void lab.seek(step);
        }}
      >
        <input
          name="step"
          type="number"
          min={0}
          max={lab.history.lastStep}
          defaultValue={lab.store.getState().frame?.step ?? 0}
          aria-label={t.page.goTo}
        />
        <button type="submit">{t.page.goTo}</button>
      </form>
    </Sheet>
  );
}
