/** How long a submission is waited for: the program's customTimeouts, or a day. */

/** A review takes hours to days; a day is what a pipeline can be expected to bear. */
const DEFAULT_MS = 24 * 3_600_000;

const UNIT_MS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000001,
};
const PART = /(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g;

/** Milliseconds of a duration as Pulumi writes it (`2h`, `1h30m`, `45s`), or undefined when it is none. */
export function durationMs(text: string): number | undefined {
  const parts = [...text.matchAll(PART)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return undefined;
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ""] ?? 0), 0);
}

/** The limit that the program gives, else the default. */
export function limitMs(customTimeout: string | undefined): number {
  return durationMs(customTimeout ?? "") ?? DEFAULT_MS;
}

/** A length of time for a message: `20 minutes`, `24 hours`. */
export function spanInWords(ms: number): string {
  const [amount, unit] =
    ms >= 2 * 3_600_000 ? [ms / 3_600_000, "hour"] : ms >= 60_000 ? [ms / 60_000, "minute"] : [ms / 1000, "second"];
  const shown = Math.round(amount * 10) / 10;
  return `${shown} ${unit}${shown === 1 ? "" : "s"}`;
}
