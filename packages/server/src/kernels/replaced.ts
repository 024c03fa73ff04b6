import { idsOf, type ServerId, type ServerSet } from '@menagerie/contract';

/**
 * The members that can be reached, the leader among them, and which incarnation each says it is;
 * `null` for one that does not say.
 */
export type There = ReadonlyMap<ServerId, number | null>;

/** The incarnation of whoever is to belong: of a member the one that is named, else the one that is there. */
export function incarnationFor(server: ServerId, named: number | null, there: There): number {
  return named ?? there.get(server) ?? 0;
}

/** Members that are there with another disk than the membership names. */
export function replacedIn(
  members: ServerSet,
  incarnations: readonly number[],
  there: There,
): readonly ServerId[] {
  return idsOf(members).filter((server) => {
    const said = there.get(server) ?? null;
    return said !== null && said !== incarnations[server];
  });
}
