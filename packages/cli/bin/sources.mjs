// Leads every import of `@menagerie/*` to its sources, as `--conditions=@menagerie/source` would.

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  return next(specifier, { ...context, conditions: [...context.conditions, '@menagerie/source'] });
}
