import { zookeeperDocumentation } from './sources/zookeeper.ts';
import type { Source, SourceReference } from './types.ts';

const papers: readonly Source[] = [
  {
    key: 'ZK10',
    title:
      'Hunt, Konar, Junqueira, Reed: ZooKeeper: Wait-free coordination for Internet-scale systems. USENIX ATC 2010',
    url: 'https://www.usenix.org/legacy/event/atc10/tech/full_papers/Hunt.pdf',
    reading: 'gist',
  },
  {
    key: 'ZAB11',
    title:
      'Junqueira, Reed, Serafini: Zab: High-performance broadcast for primary-backup systems. DSN 2011',
    url: 'https://doi.org/10.1109/DSN.2011.5958223',
    reading: 'gist',
  },
  {
    key: 'JR13',
    title: 'Junqueira, Reed: ZooKeeper: Distributed Process Coordination. O’Reilly 2013',
    reading: 'knowledge',
  },
  {
    key: 'PMS',
    title: 'Lamport: Paxos Made Simple. 2001',
    url: 'https://lamport.azurewebsites.net/pubs/paxos-simple.pdf',
    reading: 'gist',
  },
  {
    key: 'PTP',
    title: 'Lamport: The Part-Time Parliament. ACM Transactions on Computer Systems 16(2), 1998',
    url: 'https://lamport.azurewebsites.net/pubs/lamport-paxos.pdf',
    reading: 'knowledge',
  },
  {
    key: 'FLP85',
    title:
      'Fischer, Lynch, Paterson: Impossibility of Distributed Consensus with One Faulty Process. Journal of the ACM 32(2), 1985',
    url: 'https://doi.org/10.1145/3149.214121',
    reading: 'knowledge',
  },
  {
    key: 'RAFT',
    title:
      'Ongaro, Ousterhout: In Search of an Understandable Consensus Algorithm. USENIX ATC 2014; Ongaro: Consensus: Bridging Theory and Practice. Stanford 2014',
    url: 'https://raft.github.io/',
    reading: 'knowledge',
    note: {
      en: 'Sections (§) are those of the paper, chapters those of the dissertation.',
      zh: '“§”指论文的小节，“章”指博士论文的章。',
    },
  },
  {
    key: 'CH97',
    title: 'Karger et al.: Consistent Hashing and Random Trees. STOC 1997',
    url: 'https://doi.org/10.1145/258533.258660',
    reading: 'knowledge',
  },
  {
    key: 'DYN',
    title: 'DeCandia et al.: Dynamo: Amazon’s Highly Available Key-value Store. SOSP 2007',
    url: 'https://doi.org/10.1145/1294261.1294281',
    reading: 'knowledge',
  },
  {
    key: 'KLE',
    title: 'Kleppmann: How to do distributed locking. 2016',
    url: 'https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html',
    reading: 'gist',
  },
];

const projects: readonly Source[] = [
  {
    key: 'RUN',
    title: 'ZooKeeper wiki: Example of a Paxos run that violates primary order',
    url: 'https://cwiki.apache.org/confluence/display/HADOOP2/ZooKeeper+PaxosRun',
    reading: 'text',
  },
  {
    key: 'ZVP',
    title: 'ZooKeeper wiki: Zab vs. Paxos',
    url: 'https://cwiki.apache.org/confluence/display/ZOOKEEPER/Zab+vs.+Paxos',
    reading: 'gist',
  },
  {
    key: 'QJM',
    title: 'Apache Hadoop: HDFS High Availability Using the Quorum Journal Manager',
    url: 'https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/HDFSHighAvailabilityWithQJM.html',
    reading: 'text',
  },
  {
    key: 'RMHA',
    title: 'Apache Hadoop: YARN ResourceManager High Availability',
    url: 'https://hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-site/ResourceManagerHA.html',
    reading: 'text',
    note: { en: 'Read in excerpt.', zh: '读的是节选。' },
  },
  {
    key: 'MR1',
    title: 'Apache Hadoop 1: MapReduce Tutorial',
    url: 'https://hadoop.apache.org/docs/r1.2.1/mapred_tutorial.html',
    reading: 'knowledge',
  },
  {
    key: 'K40',
    title: 'Apache Kafka 4.0 documentation: upgrade notes and design',
    url: 'https://kafka.apache.org/40/getting-started/upgrade',
    reading: 'text',
    note: {
      en: 'Of the upgrade notes, the note on the removal of ZooKeeper was read.',
      zh: '升级说明中，读的是移除 ZooKeeper 的部分。',
    },
  },
  {
    key: 'K39',
    title: 'Apache Kafka 3.9 documentation: design 4.7 (replication), operations 6.9 (ZooKeeper)',
    url: 'https://kafka.apache.org/39/documentation.html',
    reading: 'text',
    note: {
      en: 'The last edition that describes both ZooKeeper mode and KRaft.',
      zh: '同时描述 ZooKeeper 模式与 KRaft 的最后一个版本。',
    },
  },
  {
    key: 'KIP500',
    title: 'KIP-500: Replace ZooKeeper with a Self-Managed Metadata Quorum',
    url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-500%3A+Replace+ZooKeeper+with+a+Self-Managed+Metadata+Quorum',
    reading: 'gist',
  },
  {
    key: 'ETCD',
    title: 'etcd: project home page',
    url: 'https://etcd.io/',
    reading: 'text',
  },
  {
    key: 'ETW',
    title: 'etcd versus other key-value stores',
    url: 'https://etcd.io/docs/v3.5/learning/why/',
    reading: 'gist',
  },
  {
    key: 'ETL',
    title: 'etcd: runnable example of an expired lease and a lock',
    url: 'https://pkg.go.dev/go.etcd.io/etcd/v3/contrib/lock',
    reading: 'text',
  },
];

/** Everything that a claim or an omission refers to. */
export const sources: readonly Source[] = [...papers, ...zookeeperDocumentation, ...projects];

const byKey: ReadonlyMap<string, Source> = new Map(sources.map((source) => [source.key, source]));

export function findSource(key: string): Source | undefined {
  return byKey.get(key);
}

/** Where a reference points: words for the reader, and an address if the source has one. */
interface Place {
  readonly source: Source;
  readonly heading?: string;
  readonly href?: string;
}

export function locate(reference: SourceReference): Place {
  const source = byKey.get(reference.source);
  if (!source) {
    throw new RangeError(`no source is called ${reference.source}`);
  }
  const { at } = reference;
  const section = at === undefined ? undefined : source.sections?.[at];
  const anchor = section === undefined ? '' : `#${at}`;
  const heading = section ?? at;
  return {
    source,
    ...(heading !== undefined && { heading }),
    ...(source.url !== undefined && { href: source.url + anchor }),
  };
}
