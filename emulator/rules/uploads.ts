/** Uploaded files behind their keys. */
import { UPLOAD_SESSION_HOURS } from "../../sdk/facts/limits";
import type { ServiceAccount, Store, Upload } from "../state/store";

/**
 * A file key is the seller's who uploaded the file, and can be used more than once, without end. [G; as long as a session, the
 * other reading: G]
 */
export function uploadNamed(store: Store, account: ServiceAccount, fileKey: unknown): Upload | undefined {
  const upload = typeof fileKey === "string" ? store.uploads.get(fileKey) : undefined;
  if (upload?.sellerSeq !== account.seller.sellerSeq) return undefined;
  const age = store.clock.now() - (upload.uploadedAt ?? store.clock.now());
  const tooOld = store.settings.readings.fileKeyLifetime === "day" && age > UPLOAD_SESSION_HOURS * 3_600_000;
  return tooOld ? undefined : upload;
}
