/** The store's answers around the actual data: success and failure envelopes of every backend. */
import type { StoreFailure } from "../failure";
import type { EnvelopeKind } from "../operations";
import type { Readings } from "../state/readings";

/** Success of a v2 call. [D] `data` is left out by calls that have nothing to say. [D: older samples] */
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
  // [C: Mozilla test] a bad signature comes back with a message and nothing else.
  if (failure.origin === "gateway") return code === undefined ? { message } : { code, message, from: "asgw" };
  switch (kind) {
    case "gateway":
      return { code, message, from: "asgw" };
    case "legacy":
      // HTTP 200 with an error inside is not wrapped by the proxy. [C]
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
      return httpStatus === 200
        ? { resultCode: code, resultMessage: message }
        : proxied(httpStatus, { resultCode: code, resultMessage: message });
    case "upload":
      // The upload host answers for itself. [D: file upload]
      return { fileKey: null, fileName: null, fileSize: null, errorCode: code, errorMsg: message };
    case "iap":
      // No single envelope is known; this is the one that the Subscription API shows. [C]
      if (code === "106" && readings.preconditionEnvelope === "errorCode")
        return { errorCode: Number(code), errorMessage: message };
      return { code, message };
    case "receipt":
      // [D: the code is a number]
      return { status: "fail", errorCode: Number(code), errorMessage: message };
  }
}

function proxied(httpStatus: number, body: object): object {
  return { from: "seller", message: `Request failed with status code ${httpStatus}`, body };
}
