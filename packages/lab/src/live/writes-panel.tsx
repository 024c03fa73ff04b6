import { useLabState } from '../controller/context.ts';
import { serverName } from '../model/sentence.ts';
import { useLive, useLiveState } from './context.ts';
import type { Journey } from './model/journeys.ts';

/** Each write from the client to all trees: who did what of it, and when. */
export function WritesPanel() {
  const { live, words } = useLive();
  useLiveState(({ tick }) => tick);
  const servers = useLabState(({ frame }) => frame?.servers.length ?? 0);
  const journeys = live.model?.journeys.list() ?? [];
  if (journeys.length === 0) return <p className="lab-hint">{words.writes.none}</p>;
  const ids = Array.from({ length: servers }, (_, i) => i);
  return (
    <div className="lab-panel">
      <p className="lab-hint">{words.writes.note}</p>
      {journeys.map((journey) => (
        <section
          key={journey.key}
          className="lab-journey"
          aria-label={`${journey.op} ${journey.path ?? ''}`.trim()}
          data-journey={journey.path ?? journey.op}
          data-applied={journey.servers.filter(({ applied }) => applied !== null).length}
        >
          <p>
            <code>{`${journey.op} ${journey.path ?? ''}`}</code>
            <span>{`→ ${serverName(journey.origin)}`}</span>
            <span>{outcomeOf(journey, words)}</span>
            {journey.zxid !== null && <code>{`0x${journey.zxid}`}</code>}
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">
                  <span className="lab-unseen">{words.writes.what}</span>
                </th>
                <th scope="col">{words.writes.proposed}</th>
                <th scope="col">{words.writes.durable}</th>
                <th scope="col">{words.writes.applied}</th>
              </tr>
            </thead>
            <tbody>
              {ids.map((id) => {
                const steps = journey.servers[id];
                return (
                  <tr key={id}>
                    <th scope="row">{serverName(id)}</th>
                    <td>{ms(steps?.proposed)}</td>
                    <td>{ms(steps?.durable)}</td>
                    <td>{ms(steps?.applied)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

function ms(value: number | null | undefined): string {
  return value === null || value === undefined ? '·' : value.toFixed(2);
}

function outcomeOf(
  { answered, known, error }: Journey,
  { writes }: ReturnType<typeof useLive>['words'],
): string {
  if (answered === null) return writes.pending;
  if (!known) return writes.unknown;
  if (error !== 0) return writes.error(error);
  return `${writes.answered} ${answered.toFixed(2)}`;
}
