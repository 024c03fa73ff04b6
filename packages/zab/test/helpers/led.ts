import type { ServerId } from '@menagerie/contract';
import type { ZabMessage } from '@menagerie/zab';
import { Cluster } from './cluster.ts';

/** An ensemble of three that server 2 leads, elected by these servers or by 1 and 2. */
export function led(...ids: readonly ServerId[]): Cluster {
  const cluster = new Cluster({ servers: 3 });
  const leader = cluster.elect(...(ids.length === 0 ? [1, 2] : ids));
  if (leader !== 2) throw new Error(`server ${leader} leads`);
  cluster.letters = [];
  cluster.mend();
  return cluster;
}

/** Lets a message arrive, at server 2 if no other is named, that nobody has to have sent. */
export function say(cluster: Cluster, from: ServerId, message: ZabMessage, to: ServerId = 2): void {
  cluster.input(to, { type: 'message', from, message });
}

/** Lets server 0 find the leader, as far as the filter lets it. */
export function join(cluster: Cluster, filter: Parameters<Cluster['run']>[0] = () => true): void {
  cluster.fire(0, 'notify');
  cluster.run(filter);
}
