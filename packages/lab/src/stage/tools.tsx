import { MousePointer2, Scissors, SquareDashedMousePointer } from 'lucide-react';
import { useLabState, useSource, useText } from '../controller/context.ts';
import type { Tool } from '../controller/store.ts';

const ICONS = { select: MousePointer2, cut: Scissors, part: SquareDashedMousePointer } as const;
const TOOLS: readonly Tool[] = ['select', 'cut', 'part'];

/** What a stroke on the stage means; left on "select", the stroke's own form decides. */
export function Tools() {
  const lab = useSource();
  const t = useText();
  const tool = useLabState((state) => state.tool);
  return (
    <div className="lab-tools" role="group" aria-label={t.views.stage}>
      {TOOLS.map((one) => {
        const Icon = ICONS[one];
        return (
          <button
            key={one}
            type="button"
            aria-pressed={tool === one}
            aria-label={t.verb[one]}
            title={t.verb[one]}
            onClick={() => lab.store.setState({ tool: one })}
          >
            <Icon size={17} aria-hidden />
          </button>
        );
      })}
    </div>
  );
}
