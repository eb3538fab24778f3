/** Where requests would go: Samsung's hosts, or an endpoint in their place. */

import { isConfigurationError } from "../../sdk";
import { type Settings, settingsFrom } from "../../sdk/core/settings";
import { API_HOST, isStoreHost, RECEIPT_HOST, UPLOAD_HOST } from "../../sdk/facts/hosts";
import type { Report } from "./report";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The settings of the connection, or undefined when the endpoint cannot be used. */
export function checkEndpoint(report: Report, endpoint: string | undefined, timeoutMs: number): Settings | undefined {
  const settings = settingsWith(report, endpoint, timeoutMs);
  if (settings === undefined) return undefined;
  const url = settings.endpoint;
  if (url === undefined) {
    report.ok("endpoint", `the real store: ${API_HOST}, ${UPLOAD_HOST}, ${RECEIPT_HOST}`);
    return settings;
  }
  const shown = url.origin + url.pathname.replace(/\/+$/, "");
  const store = isStoreHost(url.hostname);
  if (store && url.protocol === "http:") {
    // Plain HTTP is refused. [D]
    const fix = "Leave GALAXY_STORE_ENDPOINT out: the real store is what is used then.";
    report.problem("endpoint", "configuration", `${shown} is the real store without TLS, which it refuses`, fix);
    return undefined;
  }
  if (store) {
    const fix = "Leave the endpoint out: the real store is what is used then.";
    report.warning("endpoint", `${shown} stands for all hosts of the real store, which has several`, fix);
  } else if (url.protocol === "http:" && !LOOPBACK.test(url.hostname)) {
    const fix = "Use https, or a server on this machine.";
    report.warning("endpoint", `${shown} is reached without TLS: tokens can be read on the way`, fix);
  } else report.ok("endpoint", `${shown} in place of the real store`);
  return settings;
}

function settingsWith(report: Report, endpoint: string | undefined, timeoutMs: number): Settings | undefined {
  try {
    return settingsFrom({ ...(endpoint !== undefined && { endpoint }), timeoutMs, retries: 0 });
  } catch (error) {
    if (!isConfigurationError(error)) throw error;
    report.problem("endpoint", "configuration", error.message.replace(error.fix, "").trim(), error.fix);
    return undefined;
  }
}
