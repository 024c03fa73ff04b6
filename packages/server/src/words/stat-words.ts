import { double, hex, lines, whole } from './format.ts';
import type { Survey, SurveyedConnection } from './survey.ts';

/** `srvr`: how the server is. */
export function srvr(survey: Survey): string {
  return versionLine(survey) + rest(survey);
}

/** `stat`: the same, and who is connected. */
export function stat(survey: Survey): string {
  const clients = [...survey.connections].map((connection) => shown(connection, ''));
  return `${versionLine(survey)}${lines('Clients:', ...clients, '')}${rest(survey)}`;
}

/** `cons`: who is connected, and what each does. */
export function cons({ connections }: Survey): string {
  return lines(
    ...[...connections].map((connection) => shown(connection, detailsOf(connection))),
    '',
  );
}

function versionLine({ version, mode }: Survey): string {
  const readOnly = mode === 'read-only' ? ['READ-ONLY mode; serving only read-only clients'] : [];
  return lines(`Zookeeper version: ${version}`, ...readOnly);
}

function rest(survey: Survey): string {
  const { traffic, connectionCount, zxid, mode, tree, lead } = survey;
  const { latency, received, sent, outstanding } = traffic;
  const sizes = lead?.proposals;
  return lines(
    `Latency min/avg/max: ${whole(latency.min)}/${double(latency.average)}/${whole(latency.max)}`,
    `Received: ${received}`,
    `Sent: ${sent}`,
    `Connections: ${connectionCount}`,
    `Outstanding: ${outstanding}`,
    `Zxid: ${hex(zxid)}`,
    `Mode: ${mode}`,
    // Apache's table has the root twice.
    `Node count: ${tree.size + 1}`,
    ...(sizes ? [`Proposal sizes last/min/max: ${sizes.last}/${sizes.min}/${sizes.max}`] : []),
  );
}

function shown({ socket, session, meter }: SurveyedConnection, more: string): string {
  // What its selector waits for: something to read, once there is a session.
  const interest = session === 0n ? 0 : 1;
  const { outstanding, received, sent } = meter;
  const counts = `queued=${outstanding},recved=${received},sent=${sent}`;
  return ` ${addressOf(socket)}[${interest}](${counts}${more})`;
}

/** An address as Java prints it. */
export function addressOf({ address, port }: SurveyedConnection['socket']): string {
  return address.includes(':') ? `/[${address}]:${port}` : `/${address}:${port}`;
}

function detailsOf({ session, meter }: SurveyedConnection): string {
  if (session === 0n) return '';
  const { latency } = meter;
  return [
    '',
    `sid=${hex(session)}`,
    `lop=${meter.lastOperation}`,
    `est=${meter.established}`,
    `to=${meter.timeoutMs}`,
    ...(meter.lastXid < 0 ? [] : [`lcxid=0x${meter.lastXid.toString(16)}`]),
    `lzxid=${hex(meter.lastZxid)}`,
    `lresp=${whole(meter.lastReplyAt)}`,
    `llat=${whole(meter.lastLatency)}`,
    `minlat=${whole(latency.min)}`,
    `avglat=${whole(latency.average)}`,
    `maxlat=${whole(latency.max)}`,
  ].join(',');
}
