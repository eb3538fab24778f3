/** Server notifications as signed tokens. */
import { createPrivateKey } from "node:crypto";
import type { KeyRing } from "../state/keys";
import type { Notice, NoticeEvent } from "../state/notice";
import type { Readings } from "../state/readings";
import type { Seller } from "../state/store";

/** Each seller has an IAP key pair, whose public half is for whoever verifies. [D] */
export async function notificationKey(keys: KeyRing, seller: Seller): Promise<string> {
  const { publicKey } = await keys.pair(keyName(seller.sellerSeq));
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}

/**
 * The claims of a notification are `iss`, `sub`, `aud`, `iat`, `nbf`, `data` and `version` "2.0"; there is no `exp` and no
 * `jti`. [D]
 */
export function claimsOf({ event, app, at, data }: Notice, readings: Readings): Record<string, unknown> {
  const { audForm, iatUnit, graceWrapper, validUntil } = readings;
  // Times of a notification are seconds. [D: decoded sample; thousands of seconds, the other reading: D]
  const issued = Math.floor(at / (iatUnit === "seconds" ? 1000 : 1_000_000));
  // The data of the grace period's events is called data too. [D; payload, the other reading: D]
  const wrapper = graceWrapper === "payload" && GRACE_EVENTS.includes(event) ? "payload" : "data";
  const { validUntil: _end, ...others } = data;
  // New and renewed subscriptions are told with validUntil. [C; without it, the other reading: D]
  const withoutEnd = validUntil === "absent" && START_EVENTS.includes(event);
  return {
    iss: "iap.samsungapps.com",
    sub: event,
    // `aud` is a list of one package. [D: sample; a text, the other reading: D]
    aud: audForm === "array" ? [app.packageName] : app.packageName,
    nbf: issued,
    iat: issued,
    [wrapper]: withoutEnd ? others : data,
    version: "2.0",
  };
}

const GRACE_EVENTS: readonly NoticeEvent[] = ["ARS_IN_GRACE_PERIOD", "ARS_OUT_GRACE_PERIOD"];
const START_EVENTS: readonly NoticeEvent[] = ["ARS_SUBSCRIBED", "ARS_RENEWED"];

/** The token is signed with RS256 and has no `kid`. [D] */
export async function signed(
  keys: KeyRing,
  sellerSeq: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { SignJWT } = await import("jose/jwt/sign");
  const { privateKeyPem } = await keys.pair(keyName(sellerSeq));
  return new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg: "RS256" }).sign(createPrivateKey(privateKeyPem));
}

function keyName(sellerSeq: string): string {
  return `notifications of ${sellerSeq}`;
}
