import type { Deed, Meaning, Step } from '@menagerie/myths';

/** A step of a model in Chinese. */
export function stepZh({ who, deed, meaning }: Step): string {
  return `${subjectOf(who)}${deedZh(deed)}${meaning === null ? '' : `，${meanings[meaning]}`}。`;
}

/** Names from a scope stay as they are; who has none is named in Chinese. */
function subjectOf(who: string): string {
  return unnamed[who] ?? `${who} `;
}

const unnamed: Readonly<Record<string, string>> = { 'The operator': '运维人员', Somebody: '有人' };

const meanings: Readonly<Record<Meaning, string>> = {
  'told-that-it-holds': '被告知持有锁',
  'goes-in': '进入临界区',
  waits: '开始等待',
  'waits-on': '继续等待',
  ends: '结束',
  fails: '失败',
  leads: '成为领导者',
  'believes-to-lead-already': '认为自己早已是领导者',
  'gives-way': '退让',
  'cannot-read-a-name-as-number': '因名字不是数字而失败',
  'times-out': '因超时而放弃',
  acknowledged: '写入得到确认',
  'has-read': '读取结束',
};

const errors: Readonly<Record<NonNullable<(Deed & { type: 'create' })['error']>, string>> = {
  'no-node': 'NoNode',
  'node-exists': 'NodeExists',
  'not-empty': 'NotEmpty',
  'no-children-for-ephemerals': 'NoChildrenForEphemerals',
};

function deedZh(deed: Deed): string {
  switch (deed.type) {
    case 'create':
      return `创建 ${deed.path}${refusal(deed.error)}`;
    case 'create-unanswered':
      return `创建 ${deed.path}，但应答丢失`;
    case 'delete':
      return `删除 ${deed.path}${refusal(deed.error)}`;
    case 'list':
      return `列出 ${deed.path}，看到${listed(deed.names)}`;
    case 'watch':
      return `在 ${deed.path} 上设置监视点${deed.exists ? '' : '，而它已不存在'}`;
    case 'woken':
      return `收到 ${deed.path} 的事件`;
    case 'effect':
      return `${deed.token === null ? '' : `带令牌 ${deed.token} `}写入资源，${deed.accepted ? '被接受' : '被拒绝'}`;
    case 'cancel':
      return `不再需要锁，删除 ${deed.path}${refusal(deed.error)}`;
    case 'told-of-expiry':
      return '得知自己的会话已过期';
    case 'crash':
      return '崩溃';
    case 'expire':
      return '长时间没有消息，会话过期';
    case 'restart':
      return '以同一进程号重新启动';
    case 'remake':
      return `删除空的 ${deed.path} 并重建`;
    case 'time-out':
      return '发现时间已到';
    case 'put':
      return `在 ${deed.server} 上写入 ${deed.value}`;
    case 'get':
      return `在 ${deed.server} 上${deed.value === null ? '什么也没读到' : `读到 ${deed.value}`}`;
    case 'copy':
      return `把 ${deed.value} 复制到 ${deed.to}`;
    case 'join':
      return `让 ${deed.server} 加入`;
    case 'learn':
      return `得知现有服务器为 ${deed.servers.join('、')}`;
  }
}

function refusal(error: (Deed & { type: 'create' })['error']): string {
  return error === null ? '' : `，被拒绝：${errors[error]}`;
}

function listed(names: readonly string[] | null): string {
  if (names === null) return '它不存在';
  return names.length === 0 ? '没有子 znode' : ` ${names.join('、')}`;
}
