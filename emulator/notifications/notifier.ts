/** Sends server notifications in their order, and again when a receiver does not take them. */
import { advanceSubscriptions, nextPayment } from "../rules/commerce/renewals";
import { parseStoreMoment } from "../state/clock";
import type { Notice } from "../state/notice";
import type { Store } from "../state/store";
import { claimsOf, signed } from "./token";

/** Waits between attempts, on the store's clock. [G: retries are not documented] */
const RETRY_AFTER_MS = [30_000, 120_000, 600_000, 3_600_000];
/** How long a receiver may take. [G] */
const TIMEOUT_MS = 10_000;
/** Timers sleep no longer than this; the clock may have been moved by then. */
const LONGEST_SLEEP_MS = 3_600_000;
/** Older deliveries make room for new ones. */
const CAPACITY = 5_000;
const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

export interface Delivery {
  readonly id: number;
  readonly event: string;
  readonly packageName: string;
  readonly url: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** The token as it is sent, the same at every attempt. */
  readonly token: string;
  state: "pending" | "delivered" | "failed";
  /** HTTP status, or why there was none. */
  readonly attempts: { readonly at: string; readonly status: number | null; readonly error: string | null }[];
}

interface Pending {
  readonly delivery: Delivery;
  dueAt: number;
}

/** Only receivers on this machine are called, unless the store itself listens on the network. */
export function isAllowedTarget(url: string, anywhere: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) && (anywhere || LOOPBACK_NAME.test(hostname));
}

export class Notifier {
  private log: Delivery[] = [];
  private pending: Pending[] = [];
  private nextId = 1;
  private sending: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private readonly ended = new AbortController();

  constructor(
    private readonly store: Store,
    /** Whether receivers on other machines are called too. */
    readonly anywhere: boolean,
    /** Told when subscriptions have moved by themselves. */
    private readonly onAdvance: () => void,
  ) {}

  list(): readonly Delivery[] {
    return this.log;
  }

  clear(): void {
    this.log = [];
    this.pending = [];
  }

  /** Takes what has happened and sends what is due. Resolves when every attempt that is due has been made. */
  flush(): Promise<void> {
    const notices = this.store.outbox.splice(0).filter((notice) => this.target(notice) !== null);
    const due = this.pending.some(({ dueAt }) => dueAt <= this.store.clock.now());
    if (notices.length > 0 || due) this.sending = this.sending.then(() => this.send(notices));
    this.schedule();
    return this.sending;
  }

  end(): void {
    this.ended.abort();
    clearTimeout(this.timer);
  }

  private target({ url, app }: Notice): string | null {
    return url ?? app.notificationUrl ?? this.store.settings.notificationUrl;
  }

  private async send(notices: readonly Notice[]): Promise<void> {
    for (const notice of notices) {
      const claims = claimsOf(notice, this.store.settings.readings);
      const delivery: Delivery = {
        id: this.nextId,
        event: notice.event,
        packageName: notice.app.packageName,
        url: this.target(notice) ?? "",
        claims,
        token: await signed(this.store.keys, notice.app.seller, claims),
        state: "pending",
        attempts: [],
      };
      this.nextId += 1;
      this.log = [...this.log.slice(-CAPACITY + 1), delivery];
      this.pending.push({ delivery, dueAt: this.store.clock.now() });
    }
    // A reset meanwhile takes back what has not been sent.
    for (const entry of [...this.pending])
      if (this.pending.includes(entry) && entry.dueAt <= this.store.clock.now()) await this.attempt(entry);
    this.schedule();
  }

  private async attempt(entry: Pending): Promise<void> {
    const { delivery } = entry;
    const outcome = await this.post(delivery);
    delivery.attempts.push({ at: new Date(this.store.clock.now()).toISOString(), ...outcome });
    const { status } = outcome;
    // A notification that was not taken is sent again. [G; never, the other reading: G]
    const retried = this.store.settings.readings.notificationRetries === "some";
    const wait = retried ? RETRY_AFTER_MS[delivery.attempts.length - 1] : undefined;
    const taken = status !== null && status >= 200 && status < 300;
    if (!taken && wait !== undefined) {
      entry.dueAt = this.store.clock.now() + wait;
      return;
    }
    delivery.state = taken ? "delivered" : "failed";
    this.pending = this.pending.filter((other) => other !== entry);
  }

  /** A notification is a POST whose body is nothing but the token, as plain text. [D; content type, both readings: G] */
  private async post({ url, token }: Delivery): Promise<{ status: number | null; error: string | null }> {
    const { notificationContentType } = this.store.settings.readings;
    if (!isAllowedTarget(url, this.anywhere)) return { status: null, error: "The address is not on this machine." };
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": notificationContentType === "json" ? "application/json" : "text/plain" },
        body: token,
        redirect: "manual",
        signal: AbortSignal.any([this.ended.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await answer.body?.cancel();
      return { status: answer.status, error: null };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return { status: null, error: cause instanceof Error ? cause.message : String(cause) };
    }
  }

  /** Renewals and retries come with time, also when nobody asks the store for anything. */
  private schedule(): void {
    clearTimeout(this.timer);
    if (this.ended.signal.aborted) return;
    const apps = [...this.store.apps.values()];
    const told = this.store.settings.notificationUrl !== null || apps.some((app) => app.notificationUrl !== null);
    const renewals = told
      ? apps.flatMap((app) => app.sales.subscriptions.flatMap((each) => nextPayment(each) ?? []))
      : [];
    const next = Math.min(...renewals.map(parseStoreMoment), ...this.pending.map(({ dueAt }) => dueAt));
    if (!Number.isFinite(next)) return;
    const sleep = Math.min(Math.max(next - this.store.clock.now(), 1_000), LONGEST_SLEEP_MS);
    this.timer = setTimeout(() => {
      if (advanceSubscriptions(this.store)) this.onAdvance();
      void this.flush();
    }, sleep);
    this.timer.unref();
  }
}
