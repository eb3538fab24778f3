/** Making certificates. The only file that loads the certificate library, which takes a tenth of a second: import it late. */
import "reflect-metadata";
import { createPrivateKey, KeyObject, randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** A certificate and its private key as PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

// Every client verifies it, and a key is made in a millisecond, where one of RSA takes a hundred.
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };
const DAY = 86_400_000;
const AUTHORITY_DAYS = 5 * 365;
/** Some clients refuse server certificates of more than 397 days. */
const SERVER_DAYS = 90;
/** Who trusts the authority trusts it for these and the names under them, and for no other name. */
const DOMAINS = ["samsungapps.com", "apps.samsung.com", "localhost"];

/** A certificate authority that signs server certificates and no further authorities. */
export async function issueAuthority(now: number): Promise<KeyedCertificate> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // Two authorities are never mistaken for each other in a list of trusted ones.
    name: `CN=Galaxy Store emulator ${randomBytes(4).toString("hex")}, O=Local emulator\\, not Samsung`,
    keys,
    signingAlgorithm: SIGNATURE,
    ...lifetime(now, AUTHORITY_DAYS),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      permittedDomains(DOMAINS),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return keyed(certificate, keys);
}

/** A server certificate for these host names and addresses. */
export async function issueServer(
  authority: KeyedCertificate,
  names: readonly string[],
  now: number,
): Promise<KeyedCertificate> {
  const issuer = new X509Certificate(authority.certificate);
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: "CN=Galaxy Store emulator",
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: SIGNATURE,
    ...lifetime(now, SERVER_DAYS),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? "ip" : "dns", value }))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return keyed(certificate, keys);
}

/** The name constraints of RFC 5280, for which the library has no class: a list of permitted domains in DER. */
function permittedDomains(domains: readonly string[]): Extension {
  const der = (tag: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, body.length]), body]);
  };
  const subtrees = domains.map((domain) => der(0x30, der(0x82, Buffer.from(domain))));
  return new Extension("2.5.29.30", true, new Uint8Array(der(0x30, der(0xa0, ...subtrees))));
}

/** Begins a day early, for clients whose clocks are behind. */
function lifetime(now: number, days: number) {
  const notBefore = new Date(now - DAY);
  return { notBefore, notAfter: new Date(now + days * DAY), serialNumber: `01${randomBytes(15).toString("hex")}` };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
}

function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: "pkcs8", format: "der" });
  return webcrypto.subtle.importKey("pkcs8", der, CURVE, false, ["sign"]);
}

function keyed(certificate: X509Certificate, { privateKey }: webcrypto.CryptoKeyPair): KeyedCertificate {
  return {
    certificate: `${certificate.toString("pem").trim()}\n`,
    key: KeyObject.from(privateKey).export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
