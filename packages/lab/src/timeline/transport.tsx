import {
  ChevronFirst,
  ChevronLast,
  ChevronLeft,
  ChevronRight,
  Pause,
  Play,
  SkipBack,
  SkipForward,
  TriangleAlert,
} from 'lucide-react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import { PACE, SPEEDS } from '../controller/player.ts';
import './transport.css';

/** Play, step, jump and scrub: the whole history under one slider. */
export function Transport() {
  const lab = useLab();
  const t = useText();
  const playing = useLabState((state) => state.playing);
  const speed = useLabState((state) => state.speed);
  const step = useLabState((state) => state.frame?.step ?? 0);
  const at = useLabState((state) => state.frame?.at ?? 0);
  // Read so that the slider grows with what is known.
  useLabState((state) => state.known);
  const { history } = lab;
  const last = Math.max(1, history.lastStep);
  const { transport } = t;
  return (
    <div className="lab-transport" role="group" aria-label={transport.name}>
      <div className="lab-transport-buttons">
        <Control
          label={`${transport.previousTurn} ([)`}
          name="previous-turn"
          onPress={() => void lab.turn(-1)}
        >
          <SkipBack size={16} aria-hidden />
        </Control>
        <Control label={`${transport.back} (←)`} name="back" onPress={() => void lab.stepBy(-1)}>
          <ChevronLeft size={20} aria-hidden />
        </Control>
        <Control
          label={playing ? transport.pause : transport.play}
          name="play"
          onPress={() => lab.toggle()}
        >
          {playing ? <Pause size={20} aria-hidden /> : <Play size={20} aria-hidden />}
        </Control>
        <Control
          label={`${transport.forward} (→)`}
          name="forward"
          onPress={() => void lab.stepBy(1)}
        >
          <ChevronRight size={20} aria-hidden />
        </Control>
        <Control
          label={`${transport.nextTurn} (])`}
          name="next-turn"
          onPress={() => void lab.turn(1)}
        >
          <SkipForward size={16} aria-hidden />
        </Control>
      </div>
      <label className="lab-speed" title={transport.speedTitle(PACE * speed)}>
        <span className="lab-unseen">{transport.speed}</span>
        <select value={speed} onChange={(event) => lab.setSpeed(Number(event.target.value))}>
          {SPEEDS.map((value) => (
            <option key={value} value={value}>{`${value}×`}</option>
          ))}
        </select>
      </label>
      <Control label={transport.start} name="start" onPress={() => void lab.seek(0)} wide>
        <ChevronFirst size={18} aria-hidden />
      </Control>
      <div className="lab-scrub">
        <div className="lab-scrub-marks" aria-hidden="true">
          {history.marks
            .filter(({ type }) => type !== 'commit')
            .slice(-200)
            .map((mark) => (
              <i
                key={`${mark.type}${mark.event}`}
                className={`is-${mark.type} lab-epoch-${Number(mark.value) % 6 || 0}`}
                style={{ left: `${(mark.step / last) * 100}%` }}
              />
            ))}
        </div>
        <input
          type="range"
          min={0}
          max={last}
          value={Math.min(step, last)}
          aria-label={transport.position}
          aria-valuetext={transport.positionText(step, at)}
          onChange={(event) => {
            lab.pause();
            void lab.seek(Number(event.target.value));
          }}
        />
      </div>
      <Control
        label={transport.end}
        name="end"
        onPress={() => void lab.seek(history.lastStep)}
        wide
      >
        <ChevronLast size={18} aria-hidden />
      </Control>
      {history.violationIn(-1, Number.POSITIVE_INFINITY) && (
        <Control
          label={`${transport.toViolation} (v)`}
          name="to-violation"
          onPress={() => void lab.toViolation()}
        >
          <TriangleAlert size={18} aria-hidden />
        </Control>
      )}
      <output className="lab-position" data-step={step}>
        <b>{step}</b>
        <span>{t.ms(at)}</span>
      </output>
    </div>
  );
}

interface ControlProps {
  readonly label: string;
  readonly name: string;
  readonly onPress: () => void;
  readonly wide?: boolean;
  readonly children: React.ReactNode;
}

function Control({ label, name, onPress, wide = false, children }: ControlProps) {
  return (
    <button
      type="button"
      className={`lab-control${wide ? ' is-wide' : ''}`}
      data-control={name}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
