/** Whether each host answers, and what stands in the way when it does not. The requests carry no credentials. */

import { existsSync } from "node:fs";
import type { WireResponse } from "../../sdk/core/envelope";
import { AttemptFailed, type Failure } from "../../sdk/core/failure";
import { operationUrl } from "../../sdk/core/hosts";
import { Redactor } from "../../sdk/core/redact";
import type { Settings } from "../../sdk/core/settings";
import { Transport } from "../../sdk/core/transport";
import { Watch } from "../../sdk/core/watch";
import { RECEIPT_HOST, UPLOAD_HOST } from "../../sdk/facts/hosts";
import { operationOf } from "../../sdk/operations";
import { proxyNamed } from "./proxy";
import type { Report } from "./report";

/** An answer of the store's API, and this machine's time halfway through the exchange. */
export interface Answer {
  readonly response: WireResponse;
  readonly localTime: number;
}

/** The answer of the API's host, or undefined when the rest has no sense without it. */
export async function checkReach(report: Report, settings: Settings): Promise<Answer | undefined> {
  const transport = new Transport(settings, new Watch(undefined, new Redactor()));
  try {
    const api = operationUrl(settings, operationOf("auth.check"));
    const others = settings.endpoint === undefined ? [UPLOAD_HOST, RECEIPT_HOST] : [];
    const [first, ...rest] = await Promise.all([
      ask(transport, api),
      ...others.map((host) => ask(transport, `https://${host}/`)),
    ]);
    const answer = checkApi(report, api, first);
    for (const [at, host] of others.entries()) checkOther(report, host, rest[at]);
    return answer;
  } finally {
    transport.close();
  }
}

async function ask(transport: Transport, url: string): Promise<Answer | Failure> {
  const began = Date.now();
  try {
    const headers = { Accept: "application/json" };
    const response = await transport.send({ operation: "doctor", method: "GET", url, headers });
    return { response, localTime: (began + Date.now()) / 2 };
  } catch (error) {
    if (error instanceof AttemptFailed) return error.failure;
    throw error;
  }
}

function checkApi(report: Report, url: string, answer: Answer | Failure): Answer | undefined {
  const id = "reach.api";
  const { host } = new URL(url);
  if (!("response" in answer)) {
    report.problem(id, "unreachable", `${host}: ${whatOf(answer)}`, fixOf(answer, url));
    return undefined;
  }
  const { status, text } = answer.response;
  // Without a token the gateway answers 401 and JSON. [D]
  if (status < 500 && isJson(text)) {
    report.ok(id, `${host} answers${proxyNamed(url)}`);
    return answer;
  }
  report.problem(
    id,
    "unreachable",
    `${host} answers HTTP ${status}, not as the store does${proxyNamed(url)}`,
    oddFix(status),
  );
  return undefined;
}

/** Uploads and receipts: what answers at all will do. */
function checkOther(report: Report, host: string, answer: Answer | Failure | undefined): void {
  const upload = host === UPLOAD_HOST;
  const id = upload ? "reach.upload" : "reach.receipts";
  const url = `https://${host}/`;
  const use = upload ? "uploads go there" : "only the SDK's receipts.verify needs it";
  if (answer === undefined) return;
  if ("response" in answer) {
    if (answer.response.status !== 407) report.ok(id, `${host} answers${proxyNamed(url)}`);
    else report.problem(id, "unreachable", `${host}: HTTP 407 (${use})${proxyNamed(url)}`, oddFix(407));
    return;
  }
  const summary = `${host}: ${whatOf(answer)} (${use})`;
  if (upload) report.problem(id, "unreachable", summary, fixOf(answer, url));
  else report.warning(id, summary, fixOf(answer, url));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function oddFix(status: number): string {
  if (status === 407) return "The proxy asks who you are: put name and password into its address.";
  if (status >= 500) return "Try again later; the store announces maintenance in the Seller Portal's notices.";
  return "A proxy, a sign-in page of the network or a wrong endpoint answers in its place.";
}

const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function whatOf({ kind, code, what }: Failure): string {
  const shown = code === undefined ? "" : ` (${code})`;
  if (kind === "timeout") return `no answer in time${shown}`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `the name is not found${shown}`;
  if (code === "ECONNREFUSED") return `the connection is refused${shown}`;
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID")
    return `the certificate is not valid at this time${shown}`;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return `the certificate is another host's${shown}`;
  if (code !== undefined && CERTIFICATE.test(code)) return `the certificate is not trusted${shown}`;
  return what;
}

function fixOf({ kind, code, fix }: Failure, url: string): string {
  const through = proxyNamed(url);
  const proxy = through === "" ? "" : ` A proxy is named${through}: check that too.`;
  if (kind === "timeout")
    return `Check that a firewall lets it through, name a proxy in HTTPS_PROXY where one is needed, or allow more --timeout.${proxy}`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `Check the name, DNS and the network; where only a proxy leads out, name it in HTTPS_PROXY.${proxy}`;
  if (code === "ECONNREFUSED")
    return `Start what should listen there (galaxystore emulator), or correct the address.${proxy}`;
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID")
    return `Check this machine's clock first; else the server's certificate must be renewed.${proxy}`;
  if (code !== undefined && CERTIFICATE.test(code)) return `${certificateFix()}${proxy}`;
  return `${fix}${proxy}`;
}

function certificateFix(): string {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  const named = "NODE_EXTRA_CA_CERTS names a file with the certificate authorities to trust beside the usual ones";
  if (!file) return `Trust its authority: ${named}. Set it before the program starts.`;
  const state = existsSync(file) ? "holds another authority" : "cannot be found";
  return `${named}; ${file} ${state}.`;
}
