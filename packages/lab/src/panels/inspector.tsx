import { useLab, useLabState, useText } from '../controller/context.ts';
import type { ServerFrame } from '../model/frame.ts';
import type { Fact, Inspection } from '../model/run.ts';
import { serverName } from '../model/sentence.ts';
import { useAsked } from '../ui/use-asked.ts';
import './panels.css';

/** A server from within: what a crash now would leave of it, and what it would not. */
export function Inspector() {
  const lab = useLab();
  const t = useText();
  const selection = useLabState((state) => state.selection);
  const frame = useLabState((state) => state.frame);
  const branch = useLabState((state) => state.branch);
  const id = selection?.type === 'server' ? selection.server : null;
  const server = id === null ? undefined : frame?.servers[id];
  const inspection = useAsked<Inspection>(
    server && frame ? `${branch}:${frame.step}:${server.id}` : null,
    () => lab.worker.inspect(branch, frame?.step ?? 0, server?.id ?? 0),
  );
  return (
    <div className="lab-panel">
      <div className="lab-pick" role="group" aria-label={t.views.inspector}>
        {frame?.servers.map((one) => (
          <button
            key={one.id}
            type="button"
            aria-pressed={one.id === id}
            onClick={() => lab.select({ type: 'server', server: one.id })}
          >
            {serverName(one.id)}
          </button>
        ))}
      </div>
      {!server || !frame ? (
        <p className="lab-hint">{t.inspector.none}</p>
      ) : (
        <Details server={server} at={frame.at} inspection={inspection} />
      )}
    </div>
  );
}

interface DetailsProps {
  readonly server: ServerFrame;
  readonly at: number;
  readonly inspection: Inspection | null;
}

function Details({ server, at, inspection }: DetailsProps) {
  const t = useText();
  const mine = inspection?.server === server.id ? inspection : null;
  const kept = mine?.facts.filter((fact) => fact.kept !== 'memory') ?? [];
  const lost = mine?.facts.filter((fact) => fact.kept === 'memory') ?? [];
  return (
    <>
      <h3>
        {serverName(server.id)}
        <span>{server.status === 'up' ? t.part[server.part] : t.status[server.status]}</span>
        <span className={`lab-epoch lab-epoch-${server.epoch % 6}`}>
          {t.epochName(server.epoch)}
        </span>
      </h3>
      <h4>{t.inspector.survives}</h4>
      <Facts facts={kept} />
      {server.status !== 'crashed' && (
        <>
          <h4>{t.inspector.lost}</h4>
          <Facts facts={lost} />
          <h4>{t.inspector.timers}</h4>
          {server.timers.length === 0 && <p className="lab-hint">{t.inspector.noTimers}</p>}
          <dl className="lab-facts">
            {server.timers.map(({ timer, dueAt }) => (
              <div key={timer}>
                <dt>{t.timer(timer)}</dt>
                <dd>{t.inspector.due(Math.max(0, dueAt - at))}</dd>
              </div>
            ))}
            {server.gated > 0 && (
              <div className="is-unsynced">
                <dt>{t.inspector.unsynced}</dt>
                <dd>{t.inspector.gated(server.gated)}</dd>
              </div>
            )}
            <div>
              <dt>{t.inspector.rate}</dt>
              <dd>{`${server.rate}×`}</dd>
            </div>
          </dl>
        </>
      )}
      {server.peers.length > 0 && (
        <>
          <h4>{t.inspector.progress}</h4>
          <table className="lab-progress">
            <thead>
              <tr>
                <th scope="col">{t.inspector.peer}</th>
                <th scope="col">{t.inspector.match}</th>
                <th scope="col">{t.inspector.next}</th>
              </tr>
            </thead>
            <tbody>
              {server.peers.map(({ server: peer, match, next }) => (
                <tr key={peer}>
                  <th scope="row">{serverName(peer)}</th>
                  <td>{match}</td>
                  <td>{next}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {mine && mine.entries.length > 0 && (
        <>
          <h4>{t.own.entries}</h4>
          <ol className="lab-entries">
            {mine.entries.map(({ index, label, epoch, text }) => (
              <li key={index}>
                <b>{index}</b>
                <span className={`lab-epoch lab-epoch-${epoch % 6}`}>{label}</span>
                <code>{text}</code>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const t = useText();
  return (
    <dl className="lab-facts">
      {facts.map(({ name, value, kept, onDisk }) => (
        <div key={name} className={`is-${kept}`}>
          <dt>{name}</dt>
          <dd>
            {value}
            {kept === 'unsynced' && (
              <small>
                {t.inspector.unsynced}
                {onDisk !== null && ` · ${t.inspector.onDisk(onDisk)}`}
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
