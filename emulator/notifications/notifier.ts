/** Sends server notifications in their order, and again when a receiver does not take them. */
import { advanceSubscriptions, nextPayment } from "../rules/commerce/renewals";
import { parseStoreMoment } from "../state/clock";
import type { Delivery } from "../state/notice";
import type { Store } from "../state/store";
import { isLoopbackName } from "../tls/names";
import { claimsOf, signed } from "./token";

/**
 * A notification that is not answered with 2xx is sent again after 30 seconds, 2 minutes, 10 minutes and an hour of the
 * store's clock,
 * then given up. [G: no source tells of retries]
 */
const RETRY_AFTER_MS = [30_000, 120_000, 600_000, 3_600_000];
/** A receiver may take 10 seconds. [G] */
const TIMEOUT_MS = 10_000;
/** Timers sleep no longer than this; the clock may have been moved by then. */
const LONGEST_SLEEP_MS = 3_600_000;
/** Older deliveries make room for new ones. */
const CAPACITY = 5_000;

/**
 * Receivers are called at any port. [G: the real store calls 80 and 443 only]
 * Only receivers on this machine are called, unless the store itself listens on the network. [G]
 */
export function isAllowedTarget(url: string, anywhere: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) && (anywhere || isLoopbackName(hostname));
}

export class Notifier {
  private sending: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private readonly ended = new AbortController();

  constructor(
    private readonly store: Store,
    /** Whether receivers on other machines are called too. */
    readonly anywhere: boolean,
    /** Keeps what has changed in the store. */
    private readonly keep: () => void,
  ) {}

  list(): Omit<Delivery, "dueAt">[] {
    return [...this.store.notifications.values()].map(({ dueAt: _dueAt, ...delivery }) => delivery);
  }

  clear(): void {
    this.store.notifications.clear();
  }

  /** Puts what has happened among the notifications; tells whether there was anything. */
  take(): boolean {
    const { notifications, outbox, clock } = this.store;
    const notices = outbox.splice(0);
    let id = Number([...notifications.keys()].at(-1) ?? 0);
    for (const notice of notices) {
      // Notifications go to the address of the app, else to one for the whole store. [G: the real one is set in the portal, on
      // items]
      const url = notice.url ?? notice.app.notificationUrl ?? this.store.settings.notificationUrl;
      if (url === null) continue;
      id += 1;
      notifications.set(String(id), {
        id,
        event: notice.event,
        packageName: notice.app.packageName,
        sellerSeq: notice.app.seller.sellerSeq,
        url,
        claims: claimsOf(notice, this.store.settings.readings),
        token: null,
        state: "pending",
        attempts: [],
        dueAt: clock.now(),
      });
    }
    for (const key of notifications.keys()) {
      if (notifications.size <= CAPACITY) break;
      notifications.delete(key);
    }
    return notices.length > 0;
  }

  /** Takes what has happened and sends what is due. Resolves when every attempt that is due has been made. */
  flush(): Promise<void> {
    if (this.take()) this.keep();
    if (this.due().length > 0) this.sending = this.sending.then(() => this.send());
    this.schedule();
    return this.sending;
  }

  end(): void {
    this.ended.abort();
    clearTimeout(this.timer);
  }

  private due(): Delivery[] {
    const now = this.store.clock.now();
    return [...this.store.notifications.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= now);
  }

  private async send(): Promise<void> {
    for (const delivery of this.due()) {
      const attempted = await this.attempt(delivery);
      // The store was closed meanwhile: what the receiver got is not known, so it is sent again at the next start.
      if (this.ended.signal.aborted) return;
      // A reset meanwhile takes back what has not been sent.
      if (this.store.notifications.get(String(delivery.id)) !== delivery) continue;
      this.store.notifications.set(String(delivery.id), attempted);
      this.keep();
    }
    this.schedule();
  }

  private async attempt(delivery: Delivery): Promise<Delivery> {
    const token = delivery.token ?? (await signed(this.store.keys, delivery.sellerSeq, delivery.claims));
    const outcome = await this.post(delivery.url, token);
    const attempts = [...delivery.attempts, { at: new Date(this.store.clock.now()).toISOString(), ...outcome }];
    const { status } = outcome;
    // A notification that was not taken is sent again. [G; never, the other reading: G]
    const retried = this.store.settings.readings.notificationRetries === "some";
    const wait = retried ? RETRY_AFTER_MS[attempts.length - 1] : undefined;
    const taken = status !== null && status >= 200 && status < 300;
    if (!taken && wait !== undefined) return { ...delivery, token, attempts, dueAt: this.store.clock.now() + wait };
    return { ...delivery, token, attempts, dueAt: null, state: taken ? "delivered" : "failed" };
  }

  /**
   * A notification is a POST whose body is nothing but the token, as plain text. [D; content type, both readings: G]
   * Redirects of a receiver are not followed. [G]
   */
  private async post(url: string, token: string): Promise<{ status: number | null; error: string | null }> {
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
    const pending = [...this.store.notifications.values()].flatMap(({ dueAt }) => dueAt ?? []);
    const next = Math.min(...renewals.map(parseStoreMoment), ...pending);
    if (!Number.isFinite(next)) return;
    const sleep = Math.min(Math.max(next - this.store.clock.now(), 1_000), LONGEST_SLEEP_MS);
    this.timer = setTimeout(() => {
      if (advanceSubscriptions(this.store)) this.keep();
      void this.flush();
    }, sleep);
    this.timer.unref();
  }
}
