/** The store's answers around the actual data: success and failure envelopes of every backend. */
import type { StoreFailure } from "../failure";
import type { EnvelopeKind } from "../operations";
import type { Readings } from "../state/readings";

/**
 * A v2 call that succeeds says `0000` and `Ok`. [D] `data` is left out by calls that have nothing to say. [D: older samples]
 */
export function v2Success(data?: object): object {
  return { resultCode: "0000", resultMessage: "Ok", ...(data === undefined ? {} : { data }) };
}

/** The HTTP status of a failing answer, where readings differ. */
export function failureStatus(kind: EnvelopeKind, { httpStatus, code }: StoreFailure, readings: Readings): number {
  // An upload without a file or session fails with 403. [D: failure codes 7001, 7002; 200, the other reading: D]
  if (kind === "upload" && (code === "7001" || code === "7002")) return Number(readings.uploadFailureStatus);
  // A receipt that says fail comes with 200. [C; 400, the other reading: C]
  if (kind === "receipt" && httpStatus === 200) return Number(readings.receiptFailStatus);
  return httpStatus;
}

/** The body of a failing answer, in the shape that the failing backend uses. */
export function failureBody(
  kind: EnvelopeKind,
  failure: StoreFailure,
  contentId: string | null,
  readings: Readings,
): object {
  const { httpStatus, code, message } = failure;
  // Failures of the gateway are `{code, message, from: "asgw"}`; a bad signature has only `message`. [C: Mozilla test]
  if (failure.origin === "gateway") return code === undefined ? { message } : { code, message, from: "asgw" };
  switch (kind) {
    case "gateway":
      return { code, message, from: "asgw" };
    case "legacy":
      // Failures of the older calls have `errorCode` and `errorMsg`. [D, O, C]
      // With HTTP 200 a failure is not wrapped by the proxy. [C]
      return httpStatus === 200
        ? { ctntId: contentId, contentStatus: null, httpStatus: "BAD_REQUEST", errorCode: code, errorMsg: message }
        : proxied(httpStatus, {
            ctntId: contentId,
            contentStatus: null,
            httpStatus: httpStatus === 403 ? "FORBIDDEN" : "BAD_REQUEST",
            errorCode: code,
            errorMsg: message,
          });
    case "v2":
      // Failures of the v2 calls have `resultCode` and `resultMessage`. [D, O, C]
      return httpStatus === 200
        ? { resultCode: code, resultMessage: message }
        : proxied(httpStatus, { resultCode: code, resultMessage: message });
    case "upload":
      // The upload host answers for itself, with a null `fileKey`. [D: file upload]
      return { fileKey: null, fileName: null, fileSize: null, errorCode: code, errorMsg: message };
    case "iap":
      // Failures of in-app purchases are `{code, message}`; no single envelope is known, this is that of subscriptions. [C]
      if (code === "106" && readings.preconditionEnvelope === "errorCode")
        return { errorCode: Number(code), errorMessage: message };
      return { code, message };
    case "receipt":
      // A receipt that fails has a number as its code. [D]
      return { status: "fail", errorCode: Number(code), errorMessage: message };
  }
}

/** Failures behind the gateway are wrapped as `{from: "seller", message, body}`. [D, O, C] */
function proxied(httpStatus: number, body: object): object {
  return { from: "seller", message: `Request failed with status code ${httpStatus}`, body };
}
