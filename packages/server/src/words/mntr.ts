import type { Distribution } from '../stats/distribution.ts';
import { double, lines, whole } from './format.ts';
import type { Survey } from './survey.ts';

/** A value as a monitor wants it; `real` is printed with a decimal point. */
export type MonitorValue =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'whole'; readonly value: number }
  | { readonly type: 'real'; readonly value: number };

/** `mntr`: everything that is measured, one a line. */
export function mntr(survey: Survey): string {
  return lines(...[...monitored(survey)].map(([key, value]) => `zk_${key}\t${shown(value)}`));
}

function shown(value: MonitorValue): string {
  switch (value.type) {
    case 'text':
      return value.value;
    case 'whole':
      return whole(value.value);
    case 'real':
      return double(value.value);
  }
}

/** Everything that is measured, under ZooKeeper's names. */
export function monitored(survey: Survey): Map<string, MonitorValue> {
  const found = new Map<string, MonitorValue>();
  const text = (key: string, value: string) => found.set(key, { type: 'text', value });
  const number = (key: string, value: number) => found.set(key, { type: 'whole', value });
  text('version', survey.version);
  text('server_state', survey.mode);
  if (survey.peerState !== '') text('peer_state', survey.peerState);
  for (const [key, value] of gauges(survey)) number(key, value);
  found.set('avg_latency', { type: 'real', value: survey.traffic.latency.average });
  found.set('connection_drop_probability', { type: 'real', value: 0 });
  for (const [key, value] of Object.entries(survey.counters)) number(key, value);
  for (const [key, distribution] of Object.entries(survey.distributions)) {
    for (const [name, value] of spread(key, distribution)) found.set(name, value);
  }
  return found;
}

/** What goes up and down. */
export function gauges(survey: Survey): Map<string, number> {
  const { traffic, tree, watches, lead, settings } = survey;
  const { latency, received, sent, outstanding } = traffic;
  const found: (readonly [string, number])[] = [
    ['ephemerals_count', tree.ephemerals],
    ['num_alive_connections', survey.connectionCount],
    ['outstanding_requests', outstanding],
    // Apache's table has the root twice.
    ['znode_count', tree.size + 1],
    ['global_sessions', tree.sessionCount],
    ['local_sessions', 0],
    ['last_client_response_size', traffic.lastReply],
    ['min_client_response_size', traffic.leastReply],
    ['max_client_response_size', traffic.mostReply],
    ['packets_sent', sent],
    ['packets_received', received],
    ['watch_count', watches.count],
    ['min_latency', latency.min],
    ['max_latency', latency.max],
    ['max_file_descriptor_count', survey.openFiles.most],
    ['open_file_descriptor_count', survey.openFiles.open],
    ['approximate_data_size', tree.dataBytes + tree.pathUnits],
    ['uptime', survey.uptimeMs],
  ];
  if (settings.members.length > 0) found.push(['quorum_size', voters(survey)]);
  if (lead !== null && settings.members.length > 0) {
    found.push(
      ['learners', lead.followers + lead.observers],
      ['synced_followers', lead.followers],
      ['synced_non_voting_followers', 0],
      ['synced_observers', lead.observers],
      ['pending_syncs', 0],
      ['leader_uptime', lead.uptimeMs],
      ['last_proposal_size', lead.proposals.last],
      ['min_proposal_size', lead.proposals.min],
      ['max_proposal_size', lead.proposals.max],
    );
  }
  return new Map(found);
}

function voters({ settings: { members } }: Survey): number {
  return members.filter(({ role }) => role === 'participant').length;
}

const PERCENTILES = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
] as const;

/** Of which Apache's server has no percentiles. */
const SIMPLE: ReadonlySet<string> = new Set(['election_time']);

function* spread(key: string, measured: Distribution): Generator<[string, MonitorValue]> {
  const { average, min, max, count, sum } = measured;
  yield [`avg_${key}`, { type: 'real', value: average }];
  yield [`min_${key}`, { type: 'whole', value: min }];
  yield [`max_${key}`, { type: 'whole', value: max }];
  yield [`cnt_${key}`, { type: 'whole', value: count }];
  yield [`sum_${key}`, { type: 'whole', value: sum }];
  if (SIMPLE.has(key)) return;
  for (const [name, quantile] of PERCENTILES) {
    yield [`${name}_${key}`, { type: 'whole', value: measured.quantile(quantile) }];
  }
}
