import type { Part } from '../types.ts';
import { electionCourse } from './05-election-course.ts';
import { electionOutcome } from './05-election-outcome.ts';

export const election: Part = {
  id: 'election',
  title: { en: 'Leader election', zh: '领导者选举' },
  claims: [...electionCourse, ...electionOutcome],
};
