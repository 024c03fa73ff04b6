import { propertyTable, type ClauseTable, type PropertyTable } from './properties.ts';

export const propertiesZh: PropertyTable = propertyTable({});

export const clausesZh: ClauseTable = {};
