import { provenBy } from '../runs.ts';
import type { Claim } from '../types.ts';

export const watches: readonly Claim[] = [
  {
    id: 'C82',
    section: '8.3',
    topics: ['watches'],
    claim: {
      en: 'Watchers notify clients of changes.',
      zh: '节点有变化时，监听器会通知客户端。',
    },
    verdict: 'incomplete',
    correct: {
      en: 'A standard watch fires once, goes only to the client that set it, carries type, state and path but no data (3.9 adds the zxid), and says nothing while that client is disconnected. In our run on Apache ZooKeeper 3.8.0, 5 changes gave 1 event.',
      zh: '普通监视点（watch）只触发一次，只通知设置它的客户端，事件只含类型、状态和路径，不含数据（3.9 起增加了 zxid），连接断开期间不会有任何通知。在 Apache ZooKeeper 3.8.0 上实测：5 次修改，1 个事件。',
    },
    matters: {
      en: '“It worked once and then went quiet” is what this looks like to a user.',
      zh: '表现在用户那里，就是“响了一次就再没有动静”。',
    },
    sources: [
      { source: 'Prog', at: 'ch_zkWatches' },
      { source: 'Prog', at: 'sc_WatchRememberThese' },
    ],
    proofs: provenBy('W1', 'W4', 'W6'),
    experiments: ['X18'],
  },
  {
    id: 'C83',
    section: '8.3',
    topics: ['watches'],
    claim: {
      en: 'Adding or deleting a child gives a notice.',
      zh: '增加或删除子节点会收到通知。',
    },
    verdict: 'incomplete',
    correct: {
      en: 'Adding or deleting a child gives a notice for a watch set by `getChildren`, for direct children only, and once each time that the watch is set.',
      zh: '增删子 znode 会触发用 `getChildren` 设置的监视点（watch），但只针对直接子 znode，并且每设置一次只通知一次。',
    },
    matters: {
      en: 'Grandchildren are silent.',
      zh: '孙 znode 的变化不会有任何通知。',
    },
    sources: [{ source: 'Prog', at: 'sc_WatchSemantics' }],
    proofs: provenBy('W2'),
    experiments: ['X18'],
  },
  {
    id: 'C84',
    section: '8.3',
    topics: ['watches'],
    claim: {
      en: 'The article says that modifying a child notifies the watcher of its parent.',
      zh: '文章说，子节点被修改时，父节点的监听器也会得到通知。',
    },
    verdict: 'false',
    correct: {
      en: 'A change of a child’s data fires no child watch: in our run on Apache ZooKeeper 3.8.0, 0 events for 2 changes. Watch the data of the child itself, or use a persistent recursive watch (since 3.6), which did report it.',
      zh: '子 znode 的数据变化不会触发子列表监视点：在 Apache ZooKeeper 3.8.0 上实测，2 次修改，0 个事件。应当监视子 znode 自身的数据，或使用持久递归监视点（3.6 起提供），后者确实报告了变化。',
    },
    matters: {
      en: 'A configuration tree that is watched at its root misses every edit.',
      zh: '只在根上监视的配置树，会漏掉每一次修改。',
    },
    sources: [
      { source: 'Prog', at: 'sc_WatchSemantics' },
      { source: 'Prog', at: 'sc_WatchPersistentRecursive' },
    ],
    proofs: provenBy('W2', 'W7'),
    experiments: ['X18'],
  },
  {
    id: 'C85',
    section: '8.3',
    topics: ['watches', 'locks', 'election'],
    claim: {
      en: 'Watches can implement locks, elections, and publishing and subscribing.',
      zh: '有了监听器，就能做出锁、选举和发布订阅。',
    },
    verdict: 'incomplete',
    correct: {
      en: 'Watches serve for locks, for elections and for publishing state; they do not serve for publishing messages. Changes between an event and the next setting of the watch collapse into one: in our run on Apache ZooKeeper 3.8.0, a subscriber that set its watch again at each event saw 10 values of 500 updates, in order, the last one among them.',
      zh: '监视点（watch）可以用来实现锁、选举和状态的发布，却不能用来发布消息。从收到事件到再次设置监视点之间的多次变化会合并成一次：在 Apache ZooKeeper 3.8.0 上实测，500 次更新，每收到事件就重新设置的订阅者只看到 10 个值，次序正确，并且包含最后一个。',
    },
    matters: {
      en: 'For messages use a queue recipe or a log.',
      zh: '要传消息，请用队列配方或日志系统。',
    },
    sources: [
      { source: 'Prog', at: 'sc_WatchRememberThese' },
      { source: 'Rec', at: 'sc_recipes_Queues' },
    ],
    proofs: provenBy('W5'),
    experiments: ['X18'],
  },
];
