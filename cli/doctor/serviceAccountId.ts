/** Whether the service account id has the form of one. */

import { isConfigurationError } from "../../sdk";
import { settingsFrom } from "../../sdk/core/settings";
import type { Report } from "./report";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const COPY_AGAIN = "Copy the id of the service account from the Seller Portal (Assistance, API Service).";

export function checkServiceAccountId(report: Report, id: string | undefined): boolean {
  const name = "serviceAccountId";
  if (id === undefined) {
    report.skipped(name, "it is not set");
    return false;
  }
  const wrong = mistake(id.trim());
  if (wrong !== undefined) {
    report.problem(name, "configuration", wrong, COPY_AGAIN);
    return false;
  }
  // All ids that were seen are UUIDs, but no page says that they must be. [D, C]
  if (UUID.test(id.trim())) report.ok(name, "has the form of a UUID");
  else report.warning(name, "does not have the form of a UUID, as other service account ids have", COPY_AGAIN);
  return true;
}

function mistake(id: string): string | undefined {
  if (id === "") return "is blank";
  if (/^["'].*["']$/.test(id)) return "is in quotes, which became part of it";
  if (id.includes("@")) return "is an e-mail address, not the id of a service account";
  if (id.includes("-----BEGIN") || id.length > 200) return "is a key or something else that is far too long for an id";
  try {
    settingsFrom({ serviceAccountId: id });
    return undefined;
  } catch (error) {
    if (!isConfigurationError(error)) throw error;
    return "holds spaces, line breaks or characters outside ASCII";
  }
}
