import { OpCode, type OpName, type Shape } from '@menagerie/jute';

/**
 * Jute as slowly and plainly as it can be written, straight from the description of the encoding:
 * an array of bytes, and no code in common with the package.
 */
export function plainJute(shape: Shape, value: unknown): number[] {
  switch (shape.type) {
    case 'bool':
      return [value === true ? 1 : 0];
    case 'int':
      return bigEndian(BigInt(value as number), 4);
    case 'long':
      return bigEndian(value as bigint, 8);
    case 'ustring':
      return value === null ? bigEndian(-1n, 4) : prefixed(Buffer.from(value as string, 'utf8'));
    case 'buffer':
      return value === null ? bigEndian(-1n, 4) : prefixed(value as Uint8Array);
    case 'nothing':
      return [];
    case 'vector': {
      if (value === null) return bigEndian(-1n, 4);
      const values = value as readonly unknown[];
      const elements = values.flatMap((each) => plainJute(shape.of, each));
      return [...bigEndian(BigInt(values.length), 4), ...elements];
    }
    case 'trailing':
      return value === null ? [] : plainJute(shape.of, value);
    case 'record': {
      const record = value as Readonly<Record<string, unknown>>;
      return shape.fields.flatMap(([name, field]) => plainJute(field, record[name]));
    }
    case 'sequence': {
      const bodies = new Map(shape.variants);
      const isRequest = !bodies.has('error');
      const ops = value as readonly { readonly type: OpName; readonly body: unknown }[];
      const bytes = ops.flatMap(({ type, body }) => {
        const of = bodies.get(type);
        if (of === undefined) throw new Error(`no ${type}`);
        const err = isRequest ? -1 : type === 'error' ? (body as { err: number }).err : 0;
        return [...multiHeader(OpCode[type], 0, err), ...plainJute(of, body)];
      });
      return [...bytes, ...multiHeader(-1, 1, -1)];
    }
  }
}

function multiHeader(type: number, done: number, err: number): number[] {
  return [...bigEndian(BigInt(type), 4), done, ...bigEndian(BigInt(err), 4)];
}

function prefixed(bytes: Uint8Array): number[] {
  return [...bigEndian(BigInt(bytes.length), 4), ...bytes];
}

function bigEndian(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 0xffn));
}
