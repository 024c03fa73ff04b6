import { labHref } from '../../lib/lab-href.ts';
import type { Language } from '../../lib/language-of.ts';

interface Door {
  readonly who: string;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly to: string;
}

export interface LandingContent {
  readonly title: string;
  readonly description: string;
  readonly hook: readonly [string, string];
  readonly lead: string;
  readonly start: string;
  readonly lab: string;
  readonly doorsTitle: string;
  readonly doors: readonly Door[];
  readonly runTitle: string;
  readonly runText: string;
  readonly runPrints: string;
  readonly articleTitle: string;
  readonly article: (total: number, right: number) => string;
  readonly question: string;
  readonly answer: string;
  readonly toClaim: string;
  readonly toCorrections: string;
}

/** What the program on the page prints, as of this writing. */
export const example =
  'Seed 13, step 784: Server 2 leads term 3 without the entry of term 2 that was committed at index 15 in term 2.';

/** Each language is written for its own readers; neither is a translation of the other. */
export const content: Readonly<Record<Language, LandingContent>> = {
  en: {
    title: 'Consensus protocols you can take apart',
    description:
      'Kill a leader in your browser and see why nothing is lost. Consensus protocols as readable state machines, a deterministic simulator, a lab, and 91 claims about ZooKeeper, checked one by one.',
    hook: ['Kill the leader.', 'Keep the write.'],
    lead: 'A few servers agree on one history. Pull the plug on the one that leads, and every write it acknowledged is still there. Menagerie lets you pull the plug, step through what follows, and read the rule that saved you.',
    start: 'Kill a leader in two minutes',
    lab: 'Open the lab',
    doorsTitle: 'Three ways in',
    doors: [
      {
        who: 'Reader',
        title: 'I want to understand it',
        text: 'Short chapters. Each opens with a bet and closes with a challenge that is judged on the run you made. Every statement leads to its source.',
        action: 'Begin with the first chapter',
        to: '/docs/learn/kill-the-leader',
      },
      {
        who: 'Player',
        title: 'I want to break it',
        text: 'Crash servers, cut links, hold messages back, go back in time. The lab runs the protocol’s own code, so what you see is what it does.',
        action: 'Go to the lab',
        to: labHref('en'),
      },
      {
        who: 'Engineer',
        title: 'I want to run it',
        text: 'A server that ZooKeeper’s clients talk to, without a JVM, on Zab, Raft or Paxos; one for a test, or an ensemble. And a client in TypeScript that talks to Apache’s servers as well.',
        action: 'Start a server',
        to: '/docs/use/run',
      },
    ],
    runTitle: 'Which storm loses a write?',
    runText:
      'Take one rule out of Raft, and let the simulator look for the world in which that costs a write. Network, disks, clocks and crashes all come from one seed, so what it finds you can have again, event by event.',
    runPrints: 'It prints, for example:',
    articleTitle: 'It began with an article',
    article: (total, right) =>
      `An explanation of ZooKeeper’s fault tolerance has been copied from site to site. We checked its ${total} factual claims against the papers, the documentation and a real ensemble. ${right} of them hold.`,
    question: 'Does ZooKeeper keep its servers consistent by consistent hashing?',
    answer:
      'No. No hash decides where data goes: every server holds the whole tree, and they agree through an atomic broadcast. The two ideas share nothing but a word.',
    toClaim: 'Read claim C13',
    toCorrections: 'All corrections',
  },
  zh: {
    title: '拆开来看的共识协议',
    description:
      '在浏览器里杀掉领导者，看看为什么一条写入也没丢。可以读懂的共识协议状态机、确定性模拟器、实验室，以及对一篇 ZooKeeper 文章 91 个说法的逐条核实。',
    hook: ['领导者死了，', '写入还在。'],
    lead: '几台服务器共同维护同一份历史。把领头的那台断电，凡是它确认过的写入，一条也不会少。凭什么？在这里，电源由你来拔；之后的每一步都可以慢放、倒退，直到看清是哪条规则保住了数据。',
    start: '两分钟，杀掉领导者',
    lab: '打开实验室',
    doorsTitle: '从哪里开始',
    doors: [
      {
        who: '读者',
        title: '想弄明白',
        text: '每章都很短：开头先押一注，结尾做一道题，由程序根据你亲手跑出的过程来判。每句话都能追到出处。',
        action: '从第一章读起',
        to: '/docs/learn/kill-the-leader',
      },
      {
        who: '玩家',
        title: '想亲手弄坏它',
        text: '让服务器崩溃、切断网络、扣住消息、把时间拨回去。实验室里跑的就是协议本身的代码，看到什么，它就是在做什么。',
        action: '进入实验室',
        to: labHref('zh'),
      },
      {
        who: '工程师',
        title: '想拿来用',
        text: '一种 ZooKeeper 客户端认得的服务器，不需要 JVM，底下可以是 Zab、Raft 或 Paxos；测试里嵌一个，或者开一个集群。还有一个 TypeScript 客户端，连 Apache 的服务器也行。',
        action: '开一台服务器',
        to: '/docs/use/run',
      },
    ],
    runTitle: '哪一场风暴会弄丢写入？',
    runText:
      '从 Raft 里换掉一条规则，让模拟器去找：在哪个世界里，这会丢掉一条写入。网络、磁盘、时钟和崩溃都由同一个种子决定，所以找到的那一次可以原样重来，每个事件都一模一样。',
    runPrints: '它会打印出这样一行：',
    articleTitle: '缘起是一篇文章',
    article: (total, right) =>
      `有一篇讲 ZooKeeper 容错的文章，被各处转载。我们对照论文、官方文档和真实集群，核实了其中 ${total} 个事实性说法，站得住的有 ${right} 个。`,
    question: 'ZooKeeper 是靠一致性哈希让各台服务器保持一致的吗？',
    answer:
      '不是。ZooKeeper 不用任何哈希来安排数据：每台服务器都有整棵树，靠原子广播达成一致。“一致性哈希”和“数据一致性”，只是译名里碰巧用了同一个词。',
    toClaim: '看第 C13 条',
    toCorrections: '查看全部更正',
  },
};
