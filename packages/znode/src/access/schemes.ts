import { type ACL, ErrorCode } from '@menagerie/jute';
import { aclKey } from '../store/acl-table.ts';
import type { Identity } from '../tree/commands.ts';
import { ipMatches, isIpExpression } from './ip.ts';

/** The schemes that a server has only where it was set up for them. */
export interface OptionalSchemes {
  readonly sasl: boolean;
  readonly x509: boolean;
}

/** Schemes whose identities a client has proved, and that `auth` in an ACL stands for: not `ip`. */
const proved: ReadonlySet<string> = new Set(['digest', 'sasl', 'x509']);

/** Whether an identity is the one that an ACL of its scheme has. */
export function matches({ scheme, id }: Identity, expression: string | null): boolean {
  if (expression === null) return false;
  return scheme === 'ip' ? ipMatches(id, expression) : id === expression;
}

/**
 * An access control list as it is kept: without duplicates, and with the identities of the
 * connection in the place of `auth`. An error where it is not well-formed.
 */
export function wellFormed(
  acl: readonly ACL[] | null,
  identities: readonly Identity[],
  optional: OptionalSchemes,
): readonly ACL[] | typeof ErrorCode.invalidACL | typeof ErrorCode.marshallingError {
  const kept: ACL[] = [];
  for (const entry of withoutDuplicates(acl ?? [])) {
    const { scheme, id } = entry.id;
    if (scheme === 'auth') {
      const own = identities.filter((identity) => proved.has(identity.scheme));
      if (own.length === 0) return ErrorCode.invalidACL;
      for (const identity of own) kept.push({ perms: entry.perms, id: identity });
    } else {
      // Over a null in these ZooKeeper's server stumbles.
      if (id === null && (scheme === 'world' || scheme === 'digest' || scheme === 'ip')) {
        return ErrorCode.marshallingError;
      }
      if (scheme === null || !isValid(scheme, id, optional)) return ErrorCode.invalidACL;
      kept.push(entry);
    }
  }
  return kept.length === 0 ? ErrorCode.invalidACL : kept;
}

function isValid(scheme: string, id: string | null, optional: OptionalSchemes): boolean {
  if (id === null) return false;
  switch (scheme) {
    case 'world':
      return id === 'anyone';
    case 'digest':
      return /^[^:]*:[^:]+:*$/.test(id);
    case 'ip':
      return isIpExpression(id);
    case 'sasl':
      return optional.sasl && isPrincipal(id);
    case 'x509':
      return optional.x509 && isDistinguishedName(id);
    default:
      return false;
  }
}

/** `name`, `name@realm` or `name/host@realm`. */
function isPrincipal(id: string): boolean {
  return !id.includes('@') || /^[^/@]*(\/[^/@]*)?@[^/@]*$/.test(id);
}

/** Attributes with commas or plus signs between, such as `CN=reader,O=zoo`. */
function isDistinguishedName(id: string): boolean {
  const value = '(?:"(?:[^"\\\\]|\\\\.)*"|(?:[^",;+<>\\\\]|\\\\.)*)';
  const attribute = `\\s*[A-Za-z0-9.][\\w.-]*\\s*=${value}`;
  return new RegExp(`^${attribute}(?:[,;+]${attribute})*$`).test(id);
}

function withoutDuplicates(acl: readonly ACL[]): readonly ACL[] {
  if (acl.length < 2) return acl;
  const seen = new Set<string>();
  return acl.filter((entry) => {
    const key = aclKey([entry]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
