import { propertyTable, type ClauseTable, type PropertyTable } from './properties.ts';

/** The English name and sentence are the protocol's own, so nothing is repeated here. */
export const propertiesEn: PropertyTable = propertyTable({});

export const clausesEn: ClauseTable = {};
