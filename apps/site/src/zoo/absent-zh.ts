interface AbsentText {
  readonly mistake: string;
  readonly why: string;
}

/** The published mistakes that nothing shows, in Chinese. */
export const absentZh: Readonly<Record<string, AbsentText>> = {
  'R-10': {
    mistake: '跟随者确认整份日志，而不是消息所证明一致的部分。',
    why: '只有当请求的末尾还没到两份日志分岔的地方，这个确认才会说谎；而这里的领导者从不在那之前发问：拒绝时会确切说明日志至多一致到哪里，每个领导者又都有一条本任期的条目，所以第一个被接受的请求就把残留截掉了。若换一个退得过头的领导者，它就会违反“提交必在法定人数”。',
  },
  'R-43': {
    mistake: '快照里缺少客户端会话表。',
    why: '这里没有会话（Raft 博士论文 §6.3）：快照的内容就是应用在压缩时交来的字节，没有哪条规则会去看。',
  },
  'R-44': {
    mistake: '转发的提案不带请求编号就重试。',
    why: '没有服务器会转发提案：不是领导者就拒绝，并说出谁是领导者，要不要再试由客户端决定。提案里也没有编号可供哪条规则漏掉。',
  },
  'P-12': {
    mistake: '凭接受者眼下的投票来判断一个值是否已选定。',
    why: '这是检查器的错误，不是协议的：它就是性质 agreementOfPresentVotes。',
  },
  'P-26': {
    mistake: 'EPaxos 该用两个编号变量的地方只用了一个。',
    why: '这里没有 EPaxos：它没有槽位，而是按依赖关系给命令排序。',
  },
  'P-27': {
    mistake: 'Fast Paxos 恢复时，有两个值都可能已经快速选定，却挑了其中一个。',
    why: '这里没有 Fast Paxos：一个编号只有它的主人能提案。',
  },
  'Z-05': {
    mistake: '对提案的确认先于对 NEWLEADER 的确认到达，领导者就停了下来。',
    why: '对提案的确认不可能越过对 NEWLEADER 的确认：两者都要等先前的写入落盘，而各帧按编号的顺序读取。',
  },
  'Z-15': {
    mistake: '迟来的成员把收到两次的提案当成出错。',
    why: '迟来的成员不会把同一提案收到两次：领导者给每个学习者记着已经发了多少个事务。',
  },
};

/** The mistakes of the tools, in Chinese. */
export const toolsZh: Readonly<Record<string, string>> = {
  'K-01': '指纹漏掉了状态的一个字段。',
  'K-02': '指纹漏掉了性质所记住的历史。',
  'K-04': '消息本来就可以无限期延迟，却还要另算丢失。',
  'K-05': '还没落盘的内容，崩溃之后居然还在。',
  'K-06': '把超时当成失败。',
  'K-08': '没有次序的东西，或存在状态之外的东西，左右了接下来发生什么。',
  'K-09': '去掉一个决定，后面的决定就全变了。',
};
