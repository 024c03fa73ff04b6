import type {
  Survey,
  SurveyedConnection,
  SurveyedMember,
  SurveyedSettings,
} from '../words/survey.ts';
import type { AdminRecord } from './commands.ts';

/** How the server was configured: of an ensemble no more than of one alone, as Apache's has it. */
export function configuration({ settings }: Survey): AdminRecord {
  return {
    client_port: settings.clientPort,
    data_dir: settings.dataDir,
    data_log_dir: settings.dataLogDir,
    tick_time: settings.tickTime,
    max_client_cnxns: settings.maxClientCnxns,
    min_session_timeout: settings.minSessionTimeout,
    max_session_timeout: settings.maxSessionTimeout,
    server_id: settings.serverId,
    client_port_listen_backlog: settings.clientPortListenBacklog,
  };
}

/** Where a server is: Apache's can be in several places, and tells what it makes of them. */
export function addressRecord(host: string, port: number): AdminRecord {
  const one = `${host}:${port}`;
  return {
    empty: false,
    all_addresses: [one],
    wildcard_addresses: [`0.0.0.0:${port}`],
    all_ports: [port],
    all_host_strings: [host],
    reachable_address: one,
    all_reachable_addresses: [one],
    all_reachable_addresses_or_all: [one],
    reachable_or_one: one,
    one,
  };
}

/** Where clients find a member: of itself a server knows that, be it in the configuration or not. */
export function clientAddressOf(
  { id, client }: SurveyedMember,
  { serverId, clientHost, clientPort }: SurveyedSettings,
): string {
  if (client !== null) return client;
  return id === serverId && clientPort >= 0 ? `${clientHost}:${clientPort}` : '';
}

/** What a connection did. */
export function connectionInfo(
  { session, socket, meter }: SurveyedConnection,
  brief: boolean,
): AdminRecord {
  const info = {
    remote_socket_address: `${socket.address}:${socket.port}`,
    interest_ops: 1,
    outstanding_requests: meter.outstanding,
    packets_received: meter.received,
    packets_sent: meter.sent,
  };
  if (brief) return info;
  return {
    ...info,
    session_id: session,
    last_operation: meter.lastOperation,
    established: meter.established,
    session_timeout: meter.timeoutMs,
    last_cxid: meter.lastXid,
    last_zxid: meter.lastZxid,
    last_response_time: Math.floor(meter.lastReplyAt),
    last_latency: Math.floor(meter.lastLatency),
    min_latency: Math.floor(meter.latency.min),
    avg_latency: Math.floor(meter.latency.average),
    max_latency: Math.floor(meter.latency.max),
  };
}

/** How the server does. */
export function serverStats(survey: Survey): {
  readonly server_stats: AdminRecord;
  readonly client_response: AdminRecord;
} {
  const { traffic, sizes, mode, zxid, connectionCount, uptimeMs, counters } = survey;
  const { latency } = traffic;
  const client_response = {
    last_buffer_size: traffic.lastReply,
    min_buffer_size: traffic.leastReply,
    max_buffer_size: traffic.mostReply,
  };
  const server_stats = {
    packets_sent: traffic.sent,
    packets_received: traffic.received,
    client_response_stats: client_response,
    data_dir_size: sizes.data,
    log_dir_size: sizes.log,
    server_state: mode,
    last_processed_zxid: zxid,
    outstanding_requests: traffic.outstanding,
    avg_latency: Math.round(latency.average * 10_000) / 10_000,
    max_latency: Math.floor(latency.max),
    min_latency: Math.floor(latency.min),
    num_alive_client_connections: connectionCount,
    uptime: Math.floor(uptimeMs),
    auth_failed_count: counters['auth_failed_count'] ?? 0,
  };
  return { server_stats, client_response };
}
