import type { ZooKeeper } from '@menagerie/client';
import type { Diagnosis, DoctorLimits } from './finding.ts';

const PROBE = '/menagerie-doctor-';

/** Compares the leader's clock with the one here: a znode that is created has the leader's time. */
export async function examineClock(zk: ZooKeeper, { clockMs }: DoctorLimits): Promise<Diagnosis> {
  const before = Date.now();
  const probe = await zk
    .create(PROBE, null, { mode: 'ephemeral-sequential' })
    .catch((error: Error) => error);
  const after = Date.now();
  if (probe instanceof Error) {
    return { findings: [], skipped: [`the leader's clock: ${probe.message}`] };
  }
  await zk.delete(probe.path);
  const there = Number(probe.stat.ctime);
  const apart = there < before ? before - there : Math.max(0, there - after);
  if (apart <= clockMs) return { findings: [], skipped: [] };
  return {
    findings: [
      {
        type: 'clock-apart',
        where: 'the leader',
        what: `its clock is ${(apart / 1000).toFixed(1)} seconds ${there < before ? 'behind' : 'ahead of'} the one here`,
        remedy:
          'let all machines keep time by NTP (chrony, systemd-timesyncd), and see which of the two is wrong',
      },
    ],
    skipped: [],
  };
}
