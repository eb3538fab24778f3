/** The doctor's order of questions: each is asked only when those that it rests on went well. */

import { looksLikePath } from "../../sdk/core/privateKey";
import { Redactor } from "../../sdk/core/redact";
import { checkClock } from "./clock";
import { checkCredentials } from "./credentials";
import { checkEndpoint } from "./endpoint";
import { checkPrivateKey, keyFile } from "./privateKey";
import { checkReach } from "./reach";
import { type Check, Report } from "./report";
import { checkServiceAccountId } from "./serviceAccountId";
import { checkPollSeconds, checkSecrets, checkSettings, type Origin, readSettings } from "./settings";
import { StackUnreadable } from "./stack";

export async function examine(origin: Origin, tell: (check: Check) => void): Promise<Report> {
  const redactor = new Redactor();
  const report = new Report((text) => redactor.clean(text), tell);
  const settings = await readSettings(origin);
  if (settings instanceof StackUnreadable) {
    report.problem("settings", "configuration", settings.message, settings.fix);
    report.skipped("credentials", "without the settings there is nothing to check");
    return report;
  }
  const { found, configured } = settings;
  const value = (key: keyof typeof found) => found[key]?.value;
  const isPath = (setting: string) => keyFile(setting.trim()) !== undefined;
  const [id, privateKey, accessToken] = [value("serviceAccountId"), value("privateKey"), value("accessToken")];
  redactor.add(accessToken);
  if (privateKey !== undefined && !isPath(privateKey) && !looksLikePath(privateKey)) redactor.add(privateKey.trim());

  const complete = checkSettings(report, found, origin.stack);
  checkSecrets(report, configured, isPath);
  checkPollSeconds(report, value("pollSeconds"));
  const knownAccount = checkServiceAccountId(report, id);
  const goodKey = checkPrivateKey(report, privateKey);
  const endpoint = value("endpoint");
  const connection = checkEndpoint(report, endpoint, origin.timeoutMs);
  if (connection === undefined) {
    report.skipped("reach.api", "the endpoint cannot be used");
    return withoutStore(report, "the endpoint cannot be used");
  }
  const answer = await checkReach(report, connection);
  if (answer === undefined) return withoutStore(report, "the store does not answer");
  checkClock(report, answer);
  if (!complete || !knownAccount || id === undefined)
    return withoutCredentials(report, "the settings above are not complete");
  if (!goodKey && accessToken === undefined) return withoutCredentials(report, "the private key cannot be used");
  await checkCredentials(report, {
    options: {
      serviceAccountId: id,
      ...(endpoint !== undefined && { endpoint }),
      timeoutMs: origin.timeoutMs,
      // What the store answers is to be seen, not what it answers the next time.
      retries: 0,
    },
    privateKey: goodKey ? privateKey : undefined,
    accessToken,
  });
  return report;
}

function withoutStore(report: Report, why: string): Report {
  report.skipped("clock", why);
  return withoutCredentials(report, why);
}

function withoutCredentials(report: Report, why: string): Report {
  for (const id of ["token.publishing", "token.gss", "read.publishing", "read.gss"]) report.skipped(id, why);
  return report;
}
