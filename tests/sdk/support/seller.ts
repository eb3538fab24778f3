/** Signs notifications as the store does, and as somebody else might. */

import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface Signer {
  readonly publicKey: string;
  /** A compact JWT; `header` and `claims` replace those of a purchase. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): string;
}

export const ISSUED_AT = 1_735_787_045;

/** Source: "ISN, JWT payload", with invented values. */
export const CLAIMS = {
  iss: "iap.samsungapps.com",
  sub: "ITEM_PURCHASED",
  aud: ["com.example.oak"],
  nbf: ISSUED_AT,
  iat: ISSUED_AT,
  data: {
    itemId: "oak_key",
    orderId: "S20250102USA0000042",
    purchaseId: "aa11",
    testPayYn: "N",
    betaTestYn: "N",
    passThroughParam: null,
  },
  version: "2.0",
};

export function signer(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  return {
    publicKey: pem,
    token(claims = {}, header = {}) {
      const parts = [
        { typ: "JWT", alg: "RS256", ...header },
        { ...CLAIMS, ...claims },
      ].map(part);
      const input = parts.join(".");
      return `${input}.${signature(input, String(header.alg ?? "RS256"), privateKey, pem)}`;
    },
  };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

// HS256 with the public key as the shared secret is how a receiver is fooled that lets the token choose.
function signature(input: string, algorithm: string, key: KeyObject, publicKey: string): string {
  if (algorithm === "none") return "";
  if (algorithm === "HS256") return createHmac("sha256", publicKey).update(input).digest("base64url");
  return sign(algorithm === "RS512" ? "sha512" : "sha256", Buffer.from(input), key).toString("base64url");
}
