import type { ReactNode } from 'react';
import { relocations } from '../../corrections/experiments/findings.ts';
import { useText } from '../../lib/language.ts';

const words = {
  placement: { en: 'Placement', zh: '放置办法' },
  moved: { en: 'Keys that move', zh: '要搬走的键' },
  copied: { en: 'Copies sent', zh: '要发送的副本' },
  toOld: { en: 'of these, to old servers', zh: '其中发往原有服务器的' },
};

const placements = [
  {
    relocation: relocations.modulo,
    name: { en: 'the hash modulo the servers', zh: '哈希对服务器数取模' },
  },
  {
    relocation: relocations.ring,
    name: { en: 'a hash ring, 100 points a server', zh: '哈希环，每台服务器 100 个点' },
  },
  {
    relocation: relocations.everywhere,
    name: {
      en: 'everything on every server, as in ZooKeeper',
      zh: '每台服务器都有全部数据，如 ZooKeeper',
    },
  },
];

/** What a fourth server costs, by the way in which 1,000 keys are placed. */
export function RelocationTable(): ReactNode {
  const say = useText();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say(words.placement)}</th>
          <th scope="col">{say(words.moved)}</th>
          <th scope="col">{say(words.copied)}</th>
          <th scope="col">{say(words.toOld)}</th>
        </tr>
      </thead>
      <tbody>
        {placements.map(({ name, relocation: { moved, copied, copiedToOld } }) => (
          <tr key={name.en}>
            <th scope="row">{say(name)}</th>
            <td>{moved.toLocaleString('en')}</td>
            <td>{copied.toLocaleString('en')}</td>
            <td>{copiedToOld.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
