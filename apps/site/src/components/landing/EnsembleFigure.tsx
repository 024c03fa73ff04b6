import type { ReactNode } from 'react';
import { useLanguage } from '../../lib/language.ts';
import styles from './EnsembleFigure.module.css';

interface Server {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

const radius = 118;
const servers: readonly Server[] = ['S1', 'S2', 'S3', 'S4', 'S5'].map((name, index) => {
  const angle = ((index * 72 - 90) * Math.PI) / 180;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    name,
    x: round(200 + radius * Math.cos(angle)),
    y: round(178 + radius * Math.sin(angle)),
  };
});

const texts = {
  en: {
    title:
      'Five servers: the leader S1 has crashed, S2 leads a new term with the votes of S3 and S4.',
    caption:
      'S1 led, and died. S2, S3 and S4 are a majority of five: one of them has every committed write.',
    figure: 'Fig. 1.',
    term: 'term',
  },
  zh: {
    title: '五台服务器：领导者 S1 已崩溃，S2 得到 S3、S4 的选票，在新的任期里当选。',
    caption: '领导者 S1 已死。S2、S3、S4 是五台中的多数，凡是提交过的写入，其中至少一台有记录。',
    figure: '图 1',
    term: '任期',
  },
};

function at(index: number): Server {
  const server = servers[index];
  if (!server) throw new RangeError(`there is no server ${index}`);
  return server;
}

/** An ensemble in the lab's own marks: crown and double ring lead, a ring follows, hatching is a crash. */
export function EnsembleFigure(): ReactNode {
  const text = texts[useLanguage()];
  const [crashed, leader, second, third, follower] = [at(0), at(1), at(2), at(3), at(4)];
  return (
    <figure className={styles.figure}>
      <svg viewBox="0 0 400 340" role="img" aria-label={text.title}>
        <defs>
          <pattern
            id="hatch"
            width="7"
            height="7"
            patternTransform="rotate(45)"
            patternUnits="userSpaceOnUse"
          >
            <rect width="7" height="7" className={styles.paper} />
            <path d="M0 0V7" className={styles.hatch} />
          </pattern>
        </defs>
        <circle cx="200" cy="178" r={radius} className={styles.orbit} />
        <path
          className={styles.hull}
          d={`M${leader.x} ${leader.y}L${second.x} ${second.y}L${third.x} ${third.y}Z`}
        />
        <g className={styles.links}>
          <path d={`M${leader.x} ${leader.y}L${second.x} ${second.y}`} />
          <path d={`M${leader.x} ${leader.y}L${third.x} ${third.y}`} />
          <path
            d={`M${leader.x} ${leader.y}L${follower.x} ${follower.y}`}
            className={styles.late}
          />
        </g>
        <path
          className={styles.message}
          d="m-5-5 10 5-10 5Z"
          transform={`translate(${(leader.x + follower.x) / 2} ${(leader.y + follower.y) / 2}) rotate(180)`}
        />
        {servers.map((server, index) => (
          <g key={server.name} transform={`translate(${server.x} ${server.y})`}>
            <circle r="33" className={index === 0 ? styles.crashed : styles.server} />
            {server === leader && (
              <>
                <circle r="27.5" className={styles.ring} />
                <path className={styles.crown} d="M-13-40v-13l6.5 6 6.5-9 6.5 9 6.5-6v13Z" />
              </>
            )}
            <text y={index === 0 ? 5 : -1} className={index === 0 ? styles.dead : styles.name}>
              {server.name}
            </text>
            {index !== 0 && (
              <text y="14" className={styles.term}>
                {text.term} {server === follower ? 1 : 2}
              </text>
            )}
          </g>
        ))}
        <path
          className={styles.cross}
          d="m-12-12 24 24m0-24-24 24"
          transform={`translate(${crashed.x + 30} ${crashed.y - 26}) scale(.55)`}
        />
      </svg>
      <figcaption>
        <b>{text.figure}</b> {text.caption}
      </figcaption>
    </figure>
  );
}
