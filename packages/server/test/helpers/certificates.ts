import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its key, as PEM. */
export interface Certified {
  readonly key: string;
  readonly cert: string;
}

/** Whether certificates can be made here: they are made anew for each run, and expire soon. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const HOW_TO_GET_OPENSSL = 'needs the command openssl, from the package of that name';

/** An authority that signs certificates, in a directory of its own. */
export class Authority {
  readonly directory: string = mkdtempSync(join(tmpdir(), 'menagerie-tls-'));
  readonly ca: string;

  constructor(name: string) {
    const { key, cert } = this.#files('ca');
    this.#openssl('req', '-x509', ...NEW_KEY, '-keyout', key, '-out', cert, '-subj', `/CN=${name}`);
    this.ca = readFileSync(cert, 'utf8');
  }

  /** @param subject as OpenSSL wants it: `/C=DE/O=Zoo/CN=keeper` */
  sign(subject: string): Certified {
    const { key, cert } = this.#files(subject.replace(/\W/g, '_'));
    const request = `${cert}.csr`;
    const extensions = `${cert}.ext`;
    writeFileSync(extensions, 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    this.#openssl('req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', subject);
    const own = this.#files('ca');
    const signed = ['-CA', own.cert, '-CAkey', own.key, '-CAcreateserial', '-extfile', extensions];
    this.#openssl('x509', '-req', '-in', request, '-out', cert, '-days', '2', ...signed);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  #files(name: string) {
    return { key: join(this.directory, `${name}.key`), cert: join(this.directory, `${name}.pem`) };
  }

  #openssl(...args: readonly string[]): void {
    execFileSync('openssl', [...args], { stdio: 'pipe' });
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
