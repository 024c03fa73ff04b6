import { X509Certificate } from 'node:crypto';
import type { SafeBag } from 'pkijs';

/** Of a certificate that is trusted by itself, as Java marks it. */
const TRUSTED = '2.16.840.1.113894.746875.1.1';
/** Of a certificate that belongs to a private key in the same file. */
const LOCAL_KEY = '1.2.840.113549.1.9.21';

/**
 * The certificates that a PKCS #12 file trusts, as PEM: those that are marked so and those of keys in
 * it, as Java has it; all of them where none is marked, as OpenSSL writes such files.
 *
 * @param password of the file; `null` for one without
 * @throws Error for a wrong password, for what is no such file, and for one that is encrypted with RC2
 * or 3DES, as Java did by default before 8u301
 */
export async function trustedInPkcs12(
  bytes: Uint8Array,
  password: string | null,
): Promise<readonly string[]> {
  // Most servers have no such file, and do without.
  const { CertBag, Certificate, PFX, SafeContents } = await import('pkijs');
  const file = PFX.fromBER(Uint8Array.from(bytes));
  const secret = Uint8Array.from(Buffer.from(password ?? '')).buffer;
  await file.parseInternalValues({ password: secret, checkIntegrity: file.macData !== undefined });
  const safe = file.parsedValue?.authenticatedSafe;
  if (safe === undefined) throw new RangeError('there is nothing in it');
  const secrets = safe.safeContents.map(() => ({ password: secret }));
  await safe.parseInternalValues({ safeContents: secrets });
  const parsed: unknown = safe.parsedValue;
  const bags = contentsIn(parsed).flatMap((content): readonly SafeBag[] =>
    content instanceof SafeContents ? content.safeBags : [],
  );
  const found = bags.flatMap(({ bagValue, bagAttributes = [] }) => {
    const certificate: unknown = bagValue instanceof CertBag ? bagValue.parsedValue : null;
    if (!(certificate instanceof Certificate)) return [];
    const pem = new X509Certificate(Buffer.from(certificate.toSchema().toBER())).toString();
    return [{ pem, isMarked: bagAttributes.some(({ type }) => MARKS.has(type)) }];
  });
  const marked = found.filter(({ isMarked }) => isMarked);
  return (marked.length > 0 ? marked : found).map(({ pem }) => pem);
}

const MARKS: ReadonlySet<string> = new Set([TRUSTED, LOCAL_KEY]);

/** The library does not say of what kind it is. */
function contentsIn(parsed: unknown): readonly unknown[] {
  if (typeof parsed !== 'object' || parsed === null || !('safeContents' in parsed)) return [];
  const all: unknown = parsed.safeContents;
  if (!Array.isArray(all)) return [];
  return all.map((one: unknown) =>
    typeof one === 'object' && one !== null && 'value' in one ? one.value : null,
  );
}
