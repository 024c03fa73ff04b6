/**
 * One member of an ensemble: a protocol core, a disk, the replicated tree, and the doors to it.
 *
 * @packageDocumentation
 */
export { type Disk, Driver, type DriverParts, encodeBatch } from './driver/driver.ts';
export { decodeImage, encodeImage, foldBatch } from './driver/image.ts';
export type { Clock } from './driver/timers.ts';
export { paxosKernel, raftKernel, zabKernel } from './kernels/index.ts';
export type {
  CoreName,
  Delivered,
  EnsembleOptions,
  Kernel,
  Outcome,
  Role,
} from './kernels/kernel.ts';
