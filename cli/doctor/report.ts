/** What the doctor finds, check by check, and the exit code that follows from it. */

export const EXIT_CODES = {
  configuration: { code: 2, means: "a setting is missing or malformed" },
  refused: {
    code: 3,
    means: "the store refuses the credentials: unknown account, another account's key, revoked token",
  },
  scope: { code: 4, means: "the service account lacks the scope publishing" },
  unreachable: { code: 5, means: "the store cannot be reached, or does not answer as it should" },
  clock: { code: 6, means: "this machine's clock is wrong" },
} as const;
export type ProblemKind = keyof typeof EXIT_CODES;

export interface Check {
  /** Stable name, e.g. `privateKey` or `token.gss`. */
  readonly id: string;
  readonly status: "ok" | "warning" | "problem" | "skipped";
  /** What was found. */
  readonly summary: string;
  /** What to do about it; with every warning and problem. */
  readonly fix?: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Collects the checks in their order. Later causes follow from earlier ones, so the first problem gives the exit code. */
export class Report {
  readonly checks: Check[] = [];
  readonly #clean: (text: string) => string;
  readonly #tell: (check: Check) => void;
  #kind: ProblemKind | undefined;

  /** `clean` takes secrets out of a text; `tell` is given each check when it is done. */
  constructor(clean: (text: string) => string, tell: (check: Check) => void) {
    this.#clean = clean;
    this.#tell = tell;
  }

  get kind(): ProblemKind | undefined {
    return this.#kind;
  }

  get exitCode(): number {
    return this.#kind === undefined ? 0 : EXIT_CODES[this.#kind].code;
  }

  ok(id: string, summary: string, details?: Check["details"]): void {
    this.#add({ id, status: "ok", summary, ...(details !== undefined && { details }) });
  }

  warning(id: string, summary: string, fix: string): void {
    this.#add({ id, status: "warning", summary, fix });
  }

  problem(id: string, kind: ProblemKind, summary: string, fix: string): void {
    this.#kind ??= kind;
    this.#add({ id, status: "problem", summary, fix });
  }

  skipped(id: string, why: string): void {
    this.#add({ id, status: "skipped", summary: why });
  }

  #add(check: Check): void {
    const { summary, fix, details } = check;
    const clean: Check = {
      ...check,
      summary: this.#clean(summary),
      ...(fix !== undefined && { fix: this.#clean(fix) }),
      ...(details !== undefined && {
        details: Object.fromEntries(
          Object.entries(details).map(([key, value]) => [key, typeof value === "string" ? this.#clean(value) : value]),
        ),
      }),
    };
    this.checks.push(clean);
    this.#tell(clean);
  }
}
