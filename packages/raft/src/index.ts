export type * from './messages.ts';
export { ruleInfos, rules } from './rules/index.ts';
export * from './schemas.ts';
export type * from './types.ts';
