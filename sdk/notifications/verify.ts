/** Proves that a notification is the store's, for this receiver and fresh, and reads it. */

import { createHash, type KeyObject } from "node:crypto";
import type { JWTPayload } from "jose";
import * as jose from "jose/errors";
import { jwtVerify } from "jose/jwt/verify";
import { z } from "zod";
import { NotificationError } from "../errors/notification";
import { EVENT_DATA, type EventType, type Notification, purchaseIdIn } from "./events";

// Source: "ISN, JWT header" and "JWT payload".
const ISSUER = "iap.samsungapps.com";
const ALGORITHM = "RS256";

export interface Expectations {
  readonly keys: readonly KeyObject[];
  readonly packageNames: readonly string[];
  readonly maxAgeSeconds: number;
  readonly clockToleranceSeconds: number;
  readonly now: number;
}

export interface Verified {
  readonly notification: Notification;
  /** Names this very notification; the same for a repeat of it. */
  readonly key: string;
  /** After this time a repeat is refused for its age, in milliseconds. */
  readonly until: number;
}

/** The notification in a request body: one compact JWT, in quotes or not. */
export async function verifyToken(body: string, expected: Expectations): Promise<Verified> {
  const token = body.trim().replace(/^"(.*)"$/s, "$1");
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) throw refused("malformed", "the body is not a compact JWT");
  const claims = await claimsOf(token, expected);
  const key = createHash("sha256")
    .update(String(token.split(".")[1]))
    .digest("hex");
  // Ages are compared in whole seconds.
  const lifetime = expected.maxAgeSeconds + expected.clockToleranceSeconds + 1;
  return { notification: read(claims, expected.packageNames), key, until: (Number(claims.iat) + lifetime) * 1000 };
}

async function claimsOf(token: string, expected: Expectations): Promise<JWTPayload> {
  let failure: unknown;
  for (const key of expected.keys) {
    try {
      const { payload } = await jwtVerify(token, key, {
        // The token does not choose how it is verified.
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: [...expected.packageNames],
        maxTokenAge: expected.maxAgeSeconds,
        clockTolerance: expected.clockToleranceSeconds,
        currentDate: new Date(expected.now),
      });
      return payload;
    } catch (error) {
      failure = error;
      if (!(error instanceof jose.JWSSignatureVerificationFailed)) break;
    }
  }
  throw asRefusal(failure);
}

const BY_CLAIM: Readonly<Record<string, string>> = { iss: "issuer", aud: "audience", nbf: "early", iat: "early" };

function asRefusal(error: unknown): unknown {
  if (error instanceof jose.JWSSignatureVerificationFailed)
    return refused("signature", "the signature is not the store's");
  if (error instanceof jose.JOSEAlgNotAllowed) return refused("algorithm", `it is not signed with ${ALGORITHM}`);
  if (error instanceof jose.JWTExpired) return refused("expired", "it is too old");
  if (error instanceof jose.JWTClaimValidationFailed) {
    const code = error.reason === "check_failed" ? (BY_CLAIM[error.claim] ?? "claims") : "claims";
    return refused(
      code,
      `its claim ${error.claim} is ${error.reason === "missing" ? "missing" : "not what it must be"}`,
    );
  }
  if (error instanceof jose.JOSEError) return refused("malformed", "the JWT cannot be read");
  return error;
}

const Claims = z.looseObject({
  sub: z.string().min(1),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number(),
  version: z.union([z.string(), z.number().transform(String)]).nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
  // The grace events of a sample have this name for it.
  payload: z.record(z.string(), z.unknown()).nullish(),
});

function read(payload: JWTPayload, packageNames: readonly string[]): Notification {
  const claims = parsed(Claims, payload, "claims", "");
  const wire = claims.data ?? claims.payload ?? {};
  const purchaseId = purchaseIdIn(wire);
  const about = {
    name: claims.sub,
    packageName: [claims.aud].flat().find((name) => packageNames.includes(name)) ?? "",
    issuedAt: new Date(claims.iat * 1000),
    version: claims.version ?? "",
    ...(purchaseId === undefined ? {} : { purchaseId }),
  };
  if (!isKnown(claims.sub)) return { ...about, type: "UNKNOWN", data: wire };
  const data = parsed<z.ZodType>(EVENT_DATA[claims.sub], wire, "data", `${claims.sub}: data.`);
  // The type and the data come from the same row of the table.
  return { ...about, type: claims.sub, data } as Notification;
}

function isKnown(event: string): event is EventType {
  return Object.hasOwn(EVENT_DATA, event);
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, code: string, place: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw refused(code, `${place}${issue?.path.join(".")} ${issue?.message ?? "cannot be understood"}`);
}

const FIX: Readonly<Record<string, string>> = {
  signature: "Compare the public key with the IAP key in the Seller Portal; if they agree, somebody else sent it.",
  audience: "Name the package in packageNames if it is one of yours.",
  expired: "Check this machine's clock; read the purchase again if it matters.",
  early: "Check this machine's clock.",
  data: "Read the purchase again; the store's interface may have changed and this package needs an update.",
};

export function refused(code: string, what: string): NotificationError {
  const fix = FIX[code] ?? "Do not act on it.";
  return new NotificationError(`notification refused: ${what}. ${fix}`, { code, fix });
}
