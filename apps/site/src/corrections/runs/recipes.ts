import type { Bilingual } from '../types.ts';

/** Runs of the article's lock and election, and of the recipes beside them. */
export const recipeRuns = {
  L0: {
    en: 'Run as printed, both methods of the article’s lock stop with a NameError because `os` is not defined; on Python 3 without zkpython the import itself fails with ModuleNotFoundError.',
    zh: '文章的锁代码原样运行时，获取和释放两个方法都因 `os` 未定义而抛出 NameError；在没有安装 zkpython 的 Python 3 上，连导入都会以 ModuleNotFoundError 失败。',
  },
  L1: {
    en: 'Run against a fresh Apache ZooKeeper 3.8.0, the article’s lock raised NoNodeError because `/locks` did not exist.',
    zh: '在全新的 Apache ZooKeeper 3.8.0 上运行文章的锁，因为 `/locks` 不存在而得到 NoNodeError。',
  },
  L2: {
    en: 'In a run against Apache ZooKeeper 3.8.0, client A acquired the article’s lock and client B then asked for the same one: B’s call returned None after 0.042 s, printed nothing, and both callers went on.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：客户端 A 先拿到文章的锁，客户端 B 再请求同一把锁；0.042 秒后 B 的调用返回 None，没有任何输出，两个调用方都继续往下执行。',
  },
  L3: {
    en: 'In a run against Apache ZooKeeper 3.8.0, pid 999 took the article’s lock first and pid 1000 second; both reported that they had acquired it, because the sorted list read `foo-1000`, `foo-999`.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：进程号 999 先取得文章的锁，进程号 1000 后到；排序后的列表是 `foo-1000`、`foo-999`，于是两个进程都报告自己拿到了锁。',
  },
  L4: {
    en: 'In a run against Apache ZooKeeper 3.8.0, A held “alpha” and B asked for “zebra”, which nobody held; B went into the waiting branch.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：A 持有“alpha”，B 请求无人持有的“zebra”，B 却进入了等待分支。',
  },
  L5: {
    en: 'In a run against Apache ZooKeeper 3.8.0, A released between B’s snapshot and its first poll: B was still waiting after 15 s and 15 polls with its own znode alone in the list, and left at once when somebody created A’s znode again.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：A 在 B 取快照之后、第一次轮询之前释放了锁；15 秒、15 次轮询过去，列表里只剩 B 自己的 znode，B 仍在等待，直到有人重新创建了 A 的 znode，B 才立刻返回。',
  },
  L6: {
    en: 'In a run against Apache ZooKeeper 3.8.0, an unrelated lock was taken between B’s snapshot and its poll, and B stuck for 5 polls; when that lock was released, B returned while A’s znode was still there.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：B 取快照之后、轮询之前，另一把不相干的锁被占用，B 卡了 5 次轮询；那把锁一释放，B 就返回了，而此时 A 的 znode 还在。',
  },
  L7: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the znode of the article’s lock had ephemeralOwner 0 and was there 6 s after its holder’s session had ended; a real ephemeral znode went with its session.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：文章的锁所建 znode 的 ephemeralOwner 为 0，持有者的会话结束 6 秒后它依然存在；真正的临时 znode 则随会话一起消失。',
  },
  L8: {
    en: 'In a run against Apache ZooKeeper 3.8.0 with two hosts whose process id is 1, the second got NodeExistsError; its release then deleted the first one’s znode, and the first one’s own release got NoNodeError.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测，两台主机的进程号都是 1：后来者得到 NodeExistsError，它接着调用释放，却删掉了先来者的 znode，先来者自己释放时得到 NoNodeError。',
  },
  L9: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a lock named “a/b” raised NoNodeError.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：名为“a/b”的锁得到 NoNodeError。',
  },
  L10: {
    en: 'In a run of the article’s lock against Apache ZooKeeper 3.8.0 with 6 clients, 10 rounds and a 50 ms critical section, 17 of 36 entries happened while another client was inside, up to 4 at once, and 3 of the 6 clients hung.',
    zh: '在 Apache ZooKeeper 3.8.0 上用 6 个客户端、10 轮、50 毫秒临界区运行文章的锁：共进入临界区 36 次，其中 17 次里面已有别的客户端，最多时同时有 4 个，6 个客户端中有 3 个挂起。',
  },
  L10c: {
    en: 'Under the same load on Apache ZooKeeper 3.8.0, the standard recipe in kazoo gave 60 entries and no overlap.',
    zh: '同样的负载、同样的 Apache ZooKeeper 3.8.0，换成 kazoo 的标准锁实现：进入 60 次，没有一次重叠。',
  },
  K1: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the holder was killed with a session of 4 s: a real ephemeral znode was gone after 6.44 s, and the znode of the article’s lock was still there after 16 s.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：会话超时 4 秒，用 kill -9 结束持有者；真正的临时 znode 在 6.44 秒后消失，文章的锁所建的 znode 在 16 秒后仍在。',
  },
  E1: {
    en: 'In a run against Apache ZooKeeper 3.8.0 with 40 waiters and one release, a child watch on the parent gave 40 events, a watch on the predecessor 1.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：40 个等待者，释放一次；监视父 znode 的子列表共收到 40 个事件，只监视前一个 znode 则只有 1 个事件。',
  },
  O1: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the reply to a sequential ephemeral create was held back and the connection cut: the client saw ConnectionLoss, its session lived on, and a naive retry queued behind the znode it had already made.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：扣下创建临时顺序 znode 的应答并切断连接，客户端看到 ConnectionLoss，会话却仍然有效；直接重试的结果，是排在自己先前已建成的 znode 之后。',
  },
  'F1-F4': {
    en: 'In a run of the correct recipe against Apache ZooKeeper 3.8.0, the holder A was frozen past its 4 s session and B acquired after 5.4 s; the resource then saw writes from A, B, A without a token, and with czxid tokens refused A’s late write.',
    zh: '在 Apache ZooKeeper 3.8.0 上运行正确的锁：持有者 A 被冻结到 4 秒会话过期之后，B 在 5.4 秒后取得锁；没有令牌时资源依次收到 A、B、A 的写入，以 czxid 为令牌时则拒绝了 A 迟到的写入。',
  },
  'F5-F6': {
    en: 'In the same run, 3 s after the thaw A was connected with a new session id and its lock znode was gone, yet kazoo 2.8 still reported the lock as acquired.',
    zh: '同一次运行中，解冻 3 秒后 A 已用新的会话标识连上，它的锁 znode 早已不在，而 kazoo 2.8 仍报告锁由它持有。',
  },
  V0: {
    en: 'Run with its parents made automatically so as to get further, the article’s election stopped with a NameError because `time` is not defined, after its znodes had been created; the listing is labelled Ruby and is Python.',
    zh: '让父 znode 自动创建以便走得更远，文章的选举代码在建好自己的 znode 之后因 `time` 未定义而抛出 NameError；这段代码标注为 Ruby，实为 Python。',
  },
  V1: {
    en: 'Run against a fresh Apache ZooKeeper 3.8.0, the article’s election raised NoNodeError because `/elections` did not exist.',
    zh: '在全新的 Apache ZooKeeper 3.8.0 上运行文章的选举，因为 `/elections` 不存在而得到 NoNodeError。',
  },
  V2: {
    en: 'In a run against Apache ZooKeeper 3.8.0 with `/elections` present, all three candidates got NoNodeError.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：预先建好 `/elections`，三个候选者全部得到 NoNodeError。',
  },
  V3: {
    en: 'In a run against Apache ZooKeeper 3.8.0 with a znode for each candidate made beforehand, all three candidates reported that they were leader already.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：预先为每个候选者建好 znode，三个候选者都报告自己早已是领导者。',
  },
  V4: {
    en: 'In a run against Apache ZooKeeper 3.8.0 whose creates made missing parents, all three candidates reported that they had been elected, with no deletion; one of them, restarted, found its own leftovers and reported that it was leader already.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：让创建操作自动补齐父 znode，三个候选者都报告自己当选，没有发生任何删除；其中一个重启后看到自己的残留，又报告自己早已是领导者。',
  },
  V5: {
    en: 'In a run against Apache ZooKeeper 3.8.0 with one shared path, a candidate named n1 arriving while n2 was present raised ValueError, since the name is not a number.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：让候选者共用一条路径，n2 在场时 n1 加入，因名字不是数字而抛出 ValueError。',
  },
  V6: {
    en: 'In a run against Apache ZooKeeper 3.8.0 with a shared path and numeric names, the loser got NotEmptyError at once; the winner made 25,777 reads in 10.0 s, then got NotEmptyError too, and both left znodes behind.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测，共用路径且名字为数字：落选者立刻得到 NotEmptyError；胜者在 10.0 秒内读了 25,777 次，随后也得到 NotEmptyError，双方都留下了 znode。',
  },
  V7: {
    en: 'In the same run with recursive deletion added, the winner made 21,899 reads, deleted itself and reported a timeout; there was no leader.',
    zh: '在此基础上再加上递归删除：胜者读了 21,899 次，删掉自己并报告超时，最终没有领导者。',
  },
  V8: {
    en: 'In a run against Apache ZooKeeper 3.8.0 with four such repairs and three candidates at once, 1 and 2 withdrew and 3 was elected: the numerically greatest name.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：补上四处修正并让三个候选者同时启动，1 和 2 退出，3 当选，即数值最大的名字。',
  },
  V9: {
    en: 'In the control run against Apache ZooKeeper 3.8.0, three contenders with kazoo’s election led in turn 2, 1, 0, never more than one at once.',
    zh: '对照实验：在 Apache ZooKeeper 3.8.0 上用 kazoo 的选举，三个参选者依次由 2、1、0 领导，任何时刻都不超过一个。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
