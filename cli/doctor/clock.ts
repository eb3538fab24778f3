/** Whether this machine's clock agrees with the store's. */

import type { Answer } from "./reach";
import type { Report } from "./report";

// The JWT that asks for a token is refused when its times are off; a small tolerance is needed and met. [C; how many: G]
const TOLERATED_SECONDS = 60;
const NOTED_SECONDS = 10;
const FIX = "Let the system keep its time (NTP), or set it; then try again.";

export function checkClock(report: Report, { response, localTime }: Answer): void {
  const id = "clock";
  const date = Date.parse(response.headers.date ?? "");
  if (Number.isNaN(date)) {
    report.skipped(id, "the answer says no time");
    return;
  }
  // The header has whole seconds, cut off.
  const behind = Math.round((date + 500 - localTime) / 1000);
  const off = Math.abs(behind);
  const skew = `${off} s ${behind > 0 ? "behind" : "ahead of"} the store's`;
  if (off > TOLERATED_SECONDS)
    report.problem(id, "clock", `this machine's clock is ${skew}: tokens would be refused`, FIX);
  else if (off > NOTED_SECONDS) report.warning(id, `this machine's clock is ${skew}`, FIX);
  else report.ok(id, "agrees with the store's", { behindSeconds: behind });
}
