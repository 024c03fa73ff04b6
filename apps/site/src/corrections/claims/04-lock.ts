import type { Part } from '../types.ts';
import { lockBehaviour } from './04-lock-behaviour.ts';
import { lockShape } from './04-lock-shape.ts';

export const lock: Part = {
  id: 'lock',
  title: { en: 'The distributed lock', zh: '分布式锁' },
  claims: [...lockShape, ...lockBehaviour],
};
