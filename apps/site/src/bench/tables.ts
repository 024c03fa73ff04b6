import type { Bilingual } from '../corrections/types.ts';
import printed from './server.json';

/** A table as the benchmark prints it. */
export interface BenchTable {
  readonly title: string;
  readonly rivals: readonly string[];
  readonly rows: readonly { readonly what: string; readonly cells: readonly string[] }[];
}

/** The tables in what the benchmark has printed, in their order. */
export function tablesIn(text: string): readonly BenchTable[] {
  return text
    .split(/\n(?!\|)/)
    .map((part) => part.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 2)
    .map((lines) => {
      const [[title = '', ...rivals] = [], , ...rows] = lines.map(cellsIn);
      return { title, rivals, rows: rows.map(([what = '', ...cells]) => ({ what, cells })) };
    });
}

function cellsIn(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** What was printed, on the machine and at the time that the page names. */
export const tables: readonly BenchTable[] = tablesIn(printed.text);

/** What is measured, in words; the benchmark's own stand for what is not here. */
export const measures: Readonly<Record<string, Bilingual>> = {
  'one server': { en: 'One server', zh: '一台服务器' },
  'three servers': { en: 'Three servers', zh: '三台服务器' },
  'three servers, failover': {
    en: 'Three servers, the leader fails',
    zh: '三台服务器，领导者出事',
  },
  'start to first write, ms': {
    en: 'from start to the first write, ms',
    zh: '从启动到第一次写入，毫秒',
  },
  'reads a CPU second': { en: 'reads in a CPU second', zh: '每 CPU 秒读取' },
  'reads a second': { en: 'reads in a second', zh: '每秒读取' },
  'reads one by one, p50 ms': { en: 'one read at a time, p50, ms', zh: '逐个读取，p50，毫秒' },
  'reads one by one, p99 ms': { en: 'one read at a time, p99, ms', zh: '逐个读取，p99，毫秒' },
  'writes a CPU second': { en: 'writes in a CPU second', zh: '每 CPU 秒写入' },
  'writes a second': { en: 'writes in a second', zh: '每秒写入' },
  'writes one by one, p50 ms': { en: 'one write at a time, p50, ms', zh: '逐个写入，p50，毫秒' },
  'writes one by one, p99 ms': { en: 'one write at a time, p99, ms', zh: '逐个写入，p99，毫秒' },
  'connect and close a CPU second': {
    en: 'sessions opened and closed in a CPU second',
    zh: '每 CPU 秒开关会话',
  },
  'elections under load': { en: 'elections under load', zh: '负载下发生的选举' },
  'memory idle, MB': { en: 'memory, idle, MB', zh: '空闲时的内存，MB' },
  'memory at most, MB': { en: 'memory at most, MB', zh: '内存峰值，MB' },
  'leader killed to next write, ms': {
    en: 'from `kill -9` of the leader to the next write, ms',
    zh: '领导者被 `kill -9` 到下一次写入，毫秒',
  },
  'leader paused to next write, ms': {
    en: 'from `kill -STOP` of the leader to the next write, ms',
    zh: '领导者被 `kill -STOP` 到下一次写入，毫秒',
  },
  'a million znodes, killed': {
    en: 'A million znodes, and `kill -9`',
    zh: '一百万个 znode，然后 `kill -9`',
  },
  'from a log of a million, ms': {
    en: 'until it answers, all of it in the log, ms',
    zh: '重新作答，全在日志里，毫秒',
  },
  'from a log of a million, CPU seconds': {
    en: 'the same, CPU seconds',
    zh: '同上，CPU 秒',
  },
  'from snapshot and log, ms': {
    en: 'until it answers, from snapshot and log, ms',
    zh: '重新作答，从快照和日志，毫秒',
  },
  'from snapshot and log, CPU seconds': {
    en: 'the same, CPU seconds',
    zh: '同上，CPU 秒',
  },
};
