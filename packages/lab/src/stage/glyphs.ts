import type { Glyph } from '../model/run.ts';

export interface GlyphShape {
  /** Drawn round the origin, about 14 px across. */
  readonly path: string;
  /** Outlined only; requests are full, what answers them is lighter. */
  readonly hollow: boolean;
  /** Dash pattern of its way. */
  readonly dash: string;
}

/** The glyph tells the kind of a message; its hue tells the epoch and nothing else. */
export const GLYPHS: Readonly<Record<Glyph, GlyphShape>> = {
  'vote-ask': { path: 'M0-7.5 7 5.5H-7Z', hollow: false, dash: '7 4' },
  'prevote-ask': { path: 'M0-7.5 7 5.5H-7Z', hollow: true, dash: '7 3 1 3' },
  'vote-yes': {
    path: 'M0-7A7 7 0 1 0 0 7 7 7 0 1 0 0-7ZM-3.6 0-1 2.6 3.8-2.6',
    hollow: true,
    dash: '3 4',
  },
  'vote-no': {
    path: 'M0-7A7 7 0 1 0 0 7 7 7 0 1 0 0-7ZM-2.8-2.8 2.8 2.8M2.8-2.8-2.8 2.8',
    hollow: true,
    dash: '3 4',
  },
  append: {
    path: 'M-6-4.5A1.5 1.5 0 0 1-4.5-6H4.5A1.5 1.5 0 0 1 6-4.5V4.5A1.5 1.5 0 0 1 4.5 6H-4.5A1.5 1.5 0 0 1-6 4.5Z',
    hollow: false,
    dash: '',
  },
  heartbeat: { path: 'M0-5.5 5.5 0 0 5.5-5.5 0Z', hollow: false, dash: '1 5' },
  ack: { path: 'M-4.6 0-1.4 3.4 4.8-3.6', hollow: true, dash: '1 3' },
  nack: { path: 'M0-5A5 5 0 1 0 0 5 5 5 0 1 0 0-5ZM-5.5 0H5.5', hollow: true, dash: '1 3' },
  snapshot: { path: 'M-7-7H4V4H-7ZM4-3H7V7H-3V4', hollow: false, dash: '10 3' },
  commit: {
    path: 'M0-7.5 2.2-2.6 7.3-2.4 3.2.8 4.6 6 0 3-4.6 6-3.2.8-7.3-2.4-2.2-2.6Z',
    hollow: false,
    dash: '6 2 1 2',
  },
  other: { path: 'M-6 0-3-5.2H3L6 0 3 5.2H-3Z', hollow: true, dash: '5 3' },
};
