/** Server notifications as signed tokens. */
import { createPrivateKey } from "node:crypto";
import { SignJWT } from "jose";
import type { KeyRing } from "../state/keys";
import type { Notice } from "../state/notice";
import type { Seller } from "../state/store";

/** The seller's IAP key pair, made when first needed. [D: an RSA key per seller, its public half shown in the Seller Portal] */
export async function notificationKey(keys: KeyRing, seller: Seller): Promise<string> {
  const { publicKey } = await keys.pair(keyName(seller));
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}

/** [D: claims; no exp, no jti, no kid] Seconds, not the thousandths of the page's encoded sample. [G] */
export function claimsOf({ event, app, at, data }: Notice): Record<string, unknown> {
  const issued = Math.floor(at / 1000);
  return {
    iss: "iap.samsungapps.com",
    sub: event,
    aud: [app.packageName],
    nbf: issued,
    iat: issued,
    data,
    version: "2.0",
  };
}

export async function signed(keys: KeyRing, seller: Seller, claims: Record<string, unknown>): Promise<string> {
  const { privateKeyPem } = await keys.pair(keyName(seller));
  return new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg: "RS256" }).sign(createPrivateKey(privateKeyPem));
}

function keyName({ sellerSeq }: Seller): string {
  return `notifications of ${sellerSeq}`;
}
