import type { Bilingual } from '../types.ts';

/** Runs on watches, order, ACLs, lifetimes and limits. */
export const treeRuns = {
  W1: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a data watch and 5 changes gave 1 event.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：设置一次数据监视点，改 5 次，只收到 1 个事件。',
  },
  W2: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a child watch gave 0 events for two changes of a child’s data, 0 for a grandchild and 0 for the znode’s own data; an added child gave 1, and a deletion before re-arming none.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测子列表监视点：子 znode 的数据改两次、新建孙 znode、修改自身数据都是 0 个事件；新增子 znode 有 1 个事件；重新设置之前再删除，没有事件。',
  },
  W4: {
    en: 'In a run against Apache ZooKeeper 3.8.0, an event carried type, state and path, and no data.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：事件只含类型、状态和路径，不含数据。',
  },
  W5: {
    en: 'In a run of 500 changes on Apache ZooKeeper 3.8.0, a subscriber that re-armed at each event saw 10 values, ascending, the last one among them.',
    zh: '在 Apache ZooKeeper 3.8.0 上连续修改 500 次：每收到事件就重新设置的订阅者只看到 10 个值，按升序排列，其中包含最后一个值。',
  },
  W6: {
    en: 'In a run against Apache ZooKeeper 3.8.0, only the client that had set the watch got the event.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：只有设置监视点的客户端收到事件。',
  },
  W7: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a persistent recursive watch reported all five changes: a child’s data twice, a grandchild created, a grandchild deleted, its own data.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：持久递归监视点报告了全部五次变化，即子 znode 数据两次、孙 znode 创建、孙 znode 删除、自身数据一次。',
  },
  Z1: {
    en: 'In a run against Apache ZooKeeper 3.8.0, `foo-456` was made first and `foo-123` second; the czxid of `foo-456` was the smaller one.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：先建 `foo-456`，后建 `foo-123`，czxid 较小的是 `foo-456`。',
  },
  Z2: {
    en: 'In a run against Apache ZooKeeper 3.8.0, children made in the order 9, 10, 2, 1, 100, 33 were served as 100, 2, 9, 1, 10, 33, alike on two servers; a string sort gives 1, 10, 100, 2, 33, 9.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：按 9、10、2、1、100、33 的次序创建，返回的次序是 100、2、9、1、10、33，两台服务器一致；按字符串排序则是 1、10、100、2、33、9。',
  },
  Z3: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a sequential, a plain and two more sequential creates under one parent got the suffixes 0, none, 2 and 3, across two prefixes; deletions did not reset the counter.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：同一父 znode 下依次创建顺序、普通、顺序、顺序四个 znode，两种前缀混用，得到的后缀为 0、无、2、3；删除不会使计数回退。',
  },
  Z4: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the sequence counter restarted at 0 when the parent was deleted and made again, while the czxid went on growing.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：删除并重建父 znode 后，顺序计数从 0 重新开始，而 czxid 继续增长。',
  },
  A1: {
    en: 'In a run against Apache ZooKeeper 3.8.0, an anonymous client got NoAuth for reading, listing and creating below a znode open to alice only.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：对只向 alice 开放的 znode，匿名客户端读取、列出子项、在其下创建都得到 NoAuth。',
  },
  A2: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a child that alice made below her closed znode without naming an ACL was world:anyone:cdrwa: an anonymous client read it, overwrote it and created and deleted below it, but could not delete the child itself.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：alice 在自己封闭的 znode 之下创建子 znode 而未指定 ACL，结果是 world:anyone:cdrwa；匿名客户端能读取、覆盖它，也能在其下创建和删除，只是删不掉这个子 znode 本身。',
  },
  A3: {
    en: 'In a run against Apache ZooKeeper 3.8.0, alice deleted a znode that granted her only `r`, by virtue of its parent; bob could not delete a world:cdrwa znode below a closed parent.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：某 znode 只给 alice 授予 `r`，她凭父 znode 的权限照样删除了它；而封闭的父 znode 之下一个 world:cdrwa 的 znode，bob 却删不掉。',
  },
  A5: {
    en: 'In a run against Apache ZooKeeper 3.8.0, `exists` was answered without READ; getACL got NoAuth.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：没有 READ 权限，`exists` 照样得到应答；getACL 得到 NoAuth。',
  },
  A6: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the schemes group, user and host were each refused as InvalidACL; an ip address, alone or with bits, was accepted.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：group、user、host 三种方案都以 InvalidACL 被拒绝；ip 地址（单独或带位数）被接受。',
  },
  A7: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the ACL that clients send unless told otherwise, and the root znode’s own, was world:anyone:cdrwa.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：客户端不作指定时发送的 ACL，以及根 znode 自身的 ACL，都是 world:anyone:cdrwa。',
  },
  A8: {
    en: 'In a run against Apache ZooKeeper 3.8.0, an ip ACL for another address shut out even the client that had made the znode.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：把 ip 类 ACL 设为别的地址，连创建者自己也得到 NoAuth。',
  },
  A9: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the scheme auth was stored as the creator’s digest id, and an anonymous client got InvalidACL for it.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：auth 方案会存成创建者的 digest 标识；匿名客户端使用它则得到 InvalidACL。',
  },
  A10: {
    en: 'In a run against Apache ZooKeeper 3.8.0, an anonymous client was allowed to change the ACL of `/`.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：匿名客户端修改 `/` 的 ACL，被接受。',
  },
  Y1: {
    en: 'In a run against Apache ZooKeeper 3.8.0 through a proxy, the bytes of digest authentication held user name and password in clear.',
    zh: '在 Apache ZooKeeper 3.8.0 上经代理实测：digest 认证的报文里，用户名和口令都是明文。',
  },
  D1: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a child below an ephemeral znode was refused with NoChildrenForEphemerals, and another client could delete the ephemeral znode.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：在临时 znode 之下创建子 znode 被 NoChildrenForEphemerals 拒绝；别的客户端可以删除这个临时 znode。',
  },
  D2: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a value of 1 MiB less 200 bytes was accepted; one of 1.1 MB ended in ConnectionLoss.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：比 1 MiB 少 200 字节的值写入成功，1.1 MB 的值则以 ConnectionLoss 告终。',
  },
  M1: {
    en: 'On Apache ZooKeeper 3.8.0 with its default configuration, a TTL znode was refused as Unimplemented.',
    zh: '在默认配置的 Apache ZooKeeper 3.8.0 上，创建 TTL znode 得到 Unimplemented。',
  },
  M2: {
    en: 'On Apache ZooKeeper 3.8.0 with extended types enabled, a TTL of 1,500 ms and a check each 2 s, the znode was gone 1.4 s after the client came back.',
    zh: '在启用扩展类型的 Apache ZooKeeper 3.8.0 上，TTL 为 1,500 毫秒、每 2 秒检查一次：客户端返回后 1.4 秒，该 znode 已消失。',
  },
  M3: {
    en: 'On Apache ZooKeeper 3.8.0 with a check each 2 s, a container that never had a child was there after 5 s, and one whose last child had gone was removed within 1.0 s.',
    zh: '在每 2 秒检查一次的 Apache ZooKeeper 3.8.0 上：从未有过子 znode 的容器 5 秒后仍在，最后一个子 znode 离开后的容器 1.0 秒内被移除。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
