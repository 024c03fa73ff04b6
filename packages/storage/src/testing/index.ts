/**
 * A disk in memory for tests of what stands on a store: it crashes, fills up and rots by a seed.
 *
 * @packageDocumentation
 */
export {
  type DiskOperation,
  SimulatedDisk,
  type SimulatedDiskOptions,
} from './simulated-disk.ts';
