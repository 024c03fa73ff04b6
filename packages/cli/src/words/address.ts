import { CliError } from '../errors.ts';

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * The servers of a connect string, such as `a:2181,b` or `[::1]:2181`. Without a port it is 2181.
 *
 * @throws CliError `invalid-argument`
 */
export function addressesIn(text: string): readonly Address[] {
  return text.split(',').map((part) => addressIn(part.trim()));
}

/** As people write it. */
export function shownAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function addressIn(text: string): Address {
  const found = /^(?:\[([^\]]+)\]|([^:[\]\s/]+))(?::(\d{1,5}))?$/.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3] ?? 2181);
  if (host === undefined || port > 65_535) {
    throw new CliError(
      'invalid-argument',
      `"${text}" is no address of a server: write host:port, such as 127.0.0.1:2181`,
    );
  }
  return { host, port };
}
