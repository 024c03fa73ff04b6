/** The sixty-four bits of an id, as ZooKeeper writes them. */
export function hex(id: bigint): string {
  return BigInt.asUintN(64, id).toString(16);
}
