/** The bytes of an IPv4 or IPv6 address; null for what is none. */
function addressBytes(text: string): readonly number[] | null {
  return text.includes(':') ? v6Bytes(text) : v4Bytes(text);
}

/** Whether a text is an address, or one with `/bits` behind it, as ACLs have them. */
export function isIpExpression(text: string): boolean {
  return parsed(text) !== null;
}

/** Whether an address is within what an ACL says; families must agree. */
export function ipMatches(address: string, expression: string): boolean {
  const range = parsed(expression);
  const bytes = addressBytes(address);
  if (range === null || bytes === null || bytes.length !== range.bytes.length) return false;
  return bytes.every((byte, at) => {
    const bits = Math.min(Math.max(range.bits - at * 8, 0), 8);
    const mask = (0xff00 >> bits) & 0xff;
    return (byte & mask) === ((range.bytes[at] ?? 0) & mask);
  });
}

function parsed(text: string): { readonly bytes: readonly number[]; readonly bits: number } | null {
  const slash = text.indexOf('/');
  const bytes = addressBytes(slash < 0 ? text : text.slice(0, slash));
  if (bytes === null) return null;
  if (slash < 0) return { bytes, bits: bytes.length * 8 };
  const bits = wholeNumber(text.slice(slash + 1));
  return bits === null || bits > bytes.length * 8 ? null : { bytes, bits };
}

function v4Bytes(text: string): readonly number[] | null {
  const parts = text.split('.').map(wholeNumber);
  if (parts.length !== 4) return null;
  const bytes = parts.filter((part): part is number => part !== null && part <= 0xff);
  return bytes.length === 4 ? bytes : null;
}

function v6Bytes(text: string): readonly number[] | null {
  const zone = text.indexOf('%');
  const halves = (zone < 0 ? text : text.slice(0, zone)).split('::');
  if (halves.length > 2) return null;
  const [front, back] = halves.map(v6Part);
  if (front === null || front === undefined || back === null) return null;
  if (back === undefined) return front.length === 16 ? front : null;
  const missing = 16 - front.length - back.length;
  return missing < 2 ? null : [...front, ...new Array<number>(missing).fill(0), ...back];
}

function v6Part(text: string): readonly number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes = groups.flatMap((group, at) =>
    at === groups.length - 1 && group.includes('.') ? (v4Bytes(group) ?? []) : hexBytes(group),
  );
  const dotted = text.includes('.') ? 1 : 0;
  return bytes.length === (groups.length + dotted) * 2 ? bytes : null;
}

function hexBytes(group: string): readonly number[] {
  if (!/^[0-9a-f]{1,4}$/i.test(group)) return [];
  const value = Number.parseInt(group, 16);
  return [value >>> 8, value & 0xff];
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
