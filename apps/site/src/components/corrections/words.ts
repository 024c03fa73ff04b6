import type { Bilingual, Reading } from '../../corrections/types.ts';

/** The fixed words of the corrections pages. */
export const words = {
  corrections: { en: 'Corrections', zh: '逐条更正' },
  indexTitle: { en: 'Corrections, claim by claim', zh: '逐条更正' },
  indexDescription: {
    en: 'Every factual claim of a widely copied Chinese article on ZooKeeper’s fault tolerance, judged against primary sources and recorded runs.',
    zh: '对一篇流传很广的 ZooKeeper 容错文章逐条核实：每个说法都有结论、正确的表述、原始出处和实测记录。',
  },
  omissions: { en: 'What the article leaves out', zh: '文章没有提到的内容' },
  experiments: { en: 'Experiments', zh: '实验' },
  articleClaims: { en: 'What the article claims, in our words', zh: '文章的说法（本站转述）' },
  colon: { en: ': ', zh: '：' },
  section: { en: 'Section', zh: '章节' },
  topic: { en: 'Topic', zh: '主题' },
  verdict: { en: 'Verdict', zh: '结论' },
  find: { en: 'Find', zh: '查找' },
  findHint: { en: 'for example quorum, hashing, C13', zh: '例如：法定人数、哈希、C13' },
  all: { en: 'All', zh: '全部' },
  clear: { en: 'Show all', zh: '显示全部' },
  none: { en: 'No claim matches.', zh: '没有符合条件的条目。' },
  correct: { en: 'What is correct', zh: '正确的说法' },
  matters: { en: 'Why it matters', zh: '为什么要紧' },
  proofs: { en: 'How we know', zh: '依据' },
  sources: { en: 'Sources', zh: '出处' },
  predicts: { en: 'The article leads one to expect', zh: '按文章的说法' },
  happens: { en: 'What happens', zh: '实际发生' },
  action: { en: 'What you do', zh: '操作' },
  tryIt: { en: 'Try it', zh: '动手试试' },
  whatWasFound: { en: 'What was found', zh: '找到了什么' },
  notYet: { en: 'Not yet interactive.', zh: '交互版尚未上线。' },
  run: { en: 'Run', zh: '实测' },
  simulation: {
    en: 'To be shown by simulation, in a core of our own.',
    zh: '用本项目自己的协议内核模拟来验证。',
  },
  text: { en: 'Settled by the primary sources below.', zh: '由下列原始出处直接判定。' },
  previous: { en: 'Previous claim', zh: '上一条' },
  next: { en: 'Next claim', zh: '下一条' },
  bearsOn: { en: 'Bears on:', zh: '涉及条目：' },
  seeExperiments: { en: 'Experiments:', zh: '实验：' },
  readFully: { en: 'text read', zh: '读过原文' },
  readGist: { en: 'gist confirmed', zh: '核对过要点' },
  readKnowledge: { en: 'from knowledge', zh: '凭已有知识引用' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export const readings: Readonly<Record<Reading, Bilingual>> = {
  text: words.readFully,
  gist: words.readGist,
  knowledge: words.readKnowledge,
};

export function articleSection(section: string): Bilingual {
  if (section === 'title') return { en: 'Title of the article', zh: '文章标题' };
  if (section === 'all') return { en: 'Throughout the article', zh: '文章通篇' };
  const code = section.endsWith(' code');
  const number = section.replace(/ code$/, '');
  return {
    en: `Article § ${number}${code ? ', code' : ''}`,
    zh: `原文第 ${number} 节${code ? '（代码）' : ''}`,
  };
}

export function countOf(shown: number, total: number): Bilingual {
  return shown === total
    ? { en: `${total} claims`, zh: `共 ${total} 条` }
    : { en: `${shown} of ${total} claims`, zh: `${total} 条中的 ${shown} 条` };
}
