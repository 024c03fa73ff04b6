import { useEffect } from 'react';
import { useLabState, useSource } from '../controller/context.ts';
import { serverName } from '../model/sentence.ts';
import { useLive, useLiveState } from './context.ts';

/** The tree, the sessions and the watches as one server has them. */
export function TreePanel() {
  const { live, words } = useLive();
  const source = useSource();
  const selection = useLabState((state) => state.selection);
  const servers = useLabState(({ frame }) => frame?.servers) ?? [];
  useLiveState(({ tick }) => tick);
  const chosen = selection?.type === 'server' ? selection.server : 0;
  useEffect(() => live.showServer(chosen), [live, chosen]);
  const look = live.model?.lookOf(chosen) ?? null;
  const picture = live.model?.pictureOf(chosen) ?? null;
  const { tree } = words;
  return (
    <div className="lab-panel">
      <div className="lab-pick" role="group" aria-label={tree.of}>
        {servers.map(({ id }) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === chosen}
            onClick={() => source.select({ type: 'server', server: id })}
          >
            {serverName(id)}
          </button>
        ))}
      </div>
      {servers[chosen]?.status === 'crashed' && <p className="lab-hint">{tree.gone}</p>}
      {look === null || picture === null ? (
        <p className="lab-hint">{tree.none}</p>
      ) : (
        <>
          <dl className="lab-facts">
            <Fact name={tree.zxid} value={`0x${picture.zxid}`} />
            <Fact name={tree.digest} value={picture.digest} />
          </dl>
          <h4>{tree.nodes}</h4>
          <ul className="lab-live-nodes">
            {look.nodes.map((node) => (
              <li key={node.path} data-znode={node.path}>
                <code>{node.path}</code>
                {node.text !== null && node.text !== '' && <q>{node.text}</q>}
                <small>
                  {`${tree.version} ${node.version} · ${tree.bytes(node.bytes)} · 0x${node.mzxid}`}
                  {node.owner !== null && ` · ${tree.ephemeral(node.owner)}`}
                </small>
              </li>
            ))}
            {look.more > 0 && <li>{tree.more(look.more)}</li>}
          </ul>
          <h4>{tree.sessions}</h4>
          <Plain
            items={look.sessions.map(({ id, timeoutMs }) => `0x${id} · ${tree.timeout(timeoutMs)}`)}
            none={tree.nothing}
          />
          <h4>{tree.clients}</h4>
          <Plain
            items={look.clients.map(
              ({ connection, session, address }) =>
                `${tree.connection(connection)} · ${address}${session === null ? '' : ` · 0x${session}`}`,
            )}
            none={tree.nothing}
          />
          <h4>{tree.watches}</h4>
          <Plain
            items={look.watches.map(
              ({ connection, paths }) => `${tree.connection(connection)} · ${paths.join(' ')}`,
            )}
            none={tree.nothing}
          />
        </>
      )}
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Plain({ items, none }: { readonly items: readonly string[]; readonly none: string }) {
  if (items.length === 0) return <p className="lab-hint">{none}</p>;
  return (
    <ul className="lab-live-nodes">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
