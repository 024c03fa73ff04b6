import type { Survey, SurveyedConnection } from '../words/survey.ts';
import type { AdminRecord } from './commands.ts';

/** How the server was configured. */
export function configuration({ settings }: Survey): AdminRecord {
  const { members, serverId } = settings;
  const self = members.find(({ id }) => id === serverId);
  return {
    client_port: settings.clientPort,
    data_dir: settings.dataDir,
    data_log_dir: settings.dataLogDir,
    tick_time: settings.tickTime,
    max_client_cnxns: settings.maxClientCnxns,
    min_session_timeout: settings.minSessionTimeout,
    max_session_timeout: settings.maxSessionTimeout,
    server_id: serverId,
    client_port_listen_backlog: settings.clientPortListenBacklog,
    ...(members.length === 0
      ? {}
      : {
          init_limit: settings.initLimit,
          sync_limit: settings.syncLimit,
          election_alg: 3,
          election_port: settings.electionPort,
          quorum_port: settings.quorumPort,
          peer_type: self?.role === 'observer' ? 1 : 0,
        }),
  };
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
