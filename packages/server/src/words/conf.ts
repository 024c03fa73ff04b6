import { hierarchyLines } from '../roster/roster.ts';
import { lines } from './format.ts';
import type { Survey, SurveyedSettings } from './survey.ts';

/** `conf`: how the server was configured. */
export function conf({ settings, sizes }: Survey): string {
  const { members } = settings;
  const alone = lines(
    `clientPort=${settings.clientPort}`,
    `secureClientPort=${settings.secureClientPort}`,
    `dataDir=${settings.dataDir}`,
    `dataDirSize=${sizes.data}`,
    `dataLogDir=${settings.dataLogDir}`,
    `dataLogSize=${sizes.log}`,
    `tickTime=${settings.tickTime}`,
    `maxClientCnxns=${settings.maxClientCnxns}`,
    `minSessionTimeout=${settings.minSessionTimeout}`,
    `maxSessionTimeout=${settings.maxSessionTimeout}`,
    `clientPortListenBacklog=${settings.clientPortListenBacklog}`,
    `serverId=${settings.serverId}`,
  );
  if (members.length === 0) return alone;
  const self = members.find(({ id }) => id === settings.serverId);
  return (
    alone +
    lines(
      `initLimit=${settings.initLimit}`,
      `syncLimit=${settings.syncLimit}`,
      'electionAlg=3',
      `electionPort=${settings.electionPort}`,
      `quorumPort=${settings.quorumPort}`,
      `peerType=${self?.role === 'observer' ? 1 : 0}`,
      'membership: ',
    ) +
    membership(settings)
  );
}

/** The members, as `/zookeeper/config` has them; no new line at the end. */
function membership({ members, hierarchy, version }: SurveyedSettings): string {
  const specs = members.map(({ id, host, port, electionPort, role, client }) => {
    const ports = electionPort < 0 ? `${port}` : `${port}:${electionPort}`;
    return `server.${id}=${host}:${ports}:${role}${client === null ? '' : `;${client}`}`;
  });
  return [...specs, ...hierarchyLines(hierarchy), `version=${version.toString(16)}`].join('\n');
}
