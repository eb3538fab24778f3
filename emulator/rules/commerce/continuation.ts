/**
 * Continuation tokens tell where the next page begins: encrypted, as hexadecimal text of varying length. [D: orders, quirks]
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import { storeFailure } from "../../failure";

const place = z.strictObject({
  sellerSeq: z.string(),
  packageName: z.string().nullable(),
  requestDate: z.string(),
  offset: z.int().min(1),
});
export type Place = z.output<typeof place>;

const CIPHER = "aes-256-ctr";
const IV_BYTES = 16;

export function continuationToken(key: Buffer, here: Place): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  return Buffer.concat([iv, cipher.update(JSON.stringify(here)), cipher.final()]).toString("hex");
}

export function readContinuationToken(key: Buffer, token: unknown): Place {
  // A continuation token must be hexadecimal text. [D: SLR_4009]
  if (typeof token !== "string" || token.length <= 2 * IV_BYTES || !/^([0-9a-f]{2})+$/i.test(token))
    throw strangeToken();
  const bytes = Buffer.from(token, "hex");
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
  const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]).toString();
  const result = place.safeParse(parsed(text));
  // A token that decrypts to anything else than a place in a list has invalid data types. [D: SLR_4010]
  if (!result.success) throw storeFailure(400, "SLR_4010", "The continuation token has invalid data types.");
  return result.data;
}

export function strangeToken(): Error {
  return storeFailure(400, "SLR_4009", "The continuation token is invalid.");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
