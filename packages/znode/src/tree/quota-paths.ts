/** Below it are the quotas, each at the path that it is for. */
const QUOTA = '/zookeeper/quota';

/** The name of the znode that has the limits of a quota. */
export const LIMITS = 'zookeeper_limits';
/** The name of the znode that has the usage of a quota. */
export const STATS = 'zookeeper_stats';

/** The path that the limits or the usage at a path are for; null where they are for none. */
export function quotaTargetOf(path: string): string | null {
  const end = path.lastIndexOf('/');
  if (!path.startsWith(`${QUOTA}/`) || end <= QUOTA.length) return null;
  return path.slice(QUOTA.length, end);
}

/** Where the limits of a path are. */
export function limitsPath(target: string): string {
  return `${QUOTA}${target}/${LIMITS}`;
}

/** Where the usage of a path is. */
export function statsPath(target: string): string {
  return `${QUOTA}${target}/${STATS}`;
}
