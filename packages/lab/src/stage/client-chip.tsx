import { memo } from 'react';
import { useSource, useText } from '../controller/context.ts';
import type { RequestFrame } from '../model/frame.ts';
import { serverName } from '../model/sentence.ts';
import type { Point } from './geometry.ts';

interface ClientChipProps {
  readonly server: number;
  readonly at: Point;
  readonly request: RequestFrame | undefined;
  readonly small: boolean;
}

const SIGNS = { pending: '…', done: '✓', refused: '✗', unknown: '?' } as const;

/** The client of a server: a press writes there; it shows what became of its newest request. */
export const ClientChip = memo(function ClientChip({
  server,
  at,
  request,
  small,
}: ClientChipProps) {
  const t = useText();
  const lab = useSource();
  const outcome = request?.outcome;
  const words = {
    pending: t.stage.clientPending,
    done: t.stage.clientDone,
    refused: t.stage.clientRefused,
    unknown: t.stage.clientUnknown,
  };
  const text = request && outcome ? `${request.label} ${SIGNS[outcome]}` : t.stage.clientIdle;
  const width = small ? 48 : 76;
  const label = `${t.stage.client(serverName(server))}${request && outcome ? `. ${request.label}: ${words[outcome]}` : ''}`;
  return (
    <g
      className={`lab-client is-${outcome ?? 'idle'}`}
      transform={`translate(${at.x} ${at.y})`}
      role="button"
      tabIndex={-1}
      data-client={server}
      aria-label={label}
      onClick={() => void lab.act({ type: 'write', server })}
    >
      {request?.answer && <title>{request.answer}</title>}
      <rect className="lab-client-hit" x={-width / 2 - 2} y={-22} width={width + 4} height={44} />
      <rect className="lab-client-body" x={-width / 2} y={-13} width={width} height={26} rx={13} />
      <text y={4}>{small && !request ? '+' : text}</text>
    </g>
  );
});
