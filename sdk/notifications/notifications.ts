/** A receiver of Samsung's Instant Server Notifications: verifies them, reads them, and answers requests. */

import type { KeyObject } from "node:crypto";
import { ConfigurationError } from "../errors/configuration";
import type { Notification } from "./events";
import {
  type ExpressHandler,
  expressHandler,
  type FetchHandler,
  fetchHandler,
  type HandlerOptions,
  type NodeHandler,
  type NotificationHandler,
  nodeHandler,
  type Receipt,
} from "./handlers";
import type { NotificationOptions } from "./options";
import { readPublicKey } from "./publicKey";
import { MemoryReplayStore, type ReplayStore } from "./replay";

const DAY_SECONDS = 24 * 60 * 60;
const TOLERANCE_SECONDS = 60;

/**
 * ```ts
 * const notifications = new Notifications({ publicKey: "./iap-key.pem", packageNames: "com.example.game" });
 * app.post("/samsung", notifications.express(async (notification) => {
 *   if (notification.type === "ARS_RENEWED") await extend(notification.data.renewedPurchaseId);
 * }));
 * ```
 */
export class Notifications {
  readonly #options: NotificationOptions;
  readonly #clock: () => number;
  readonly #replays: ReplayStore;
  readonly #keys: KeyObject[];
  readonly #packageNames: string[];

  constructor(options: NotificationOptions) {
    this.#options = options;
    // A receiver that cannot verify must not start: what it refuses may not be sent again.
    this.#keys = [options.publicKey].flat().map(readPublicKey);
    this.#packageNames = [options.packageNames].flat();
    if (this.#keys.length === 0 || this.#packageNames.length === 0) {
      const fix = "Give at least one public key and one package name.";
      throw new ConfigurationError(`notifications: nothing could be verified. ${fix}`, { fix });
    }
    this.#clock = options.clock ?? Date.now;
    this.#replays = options.replayStore ?? new MemoryReplayStore(this.#clock);
  }

  /**
   * The notification in a request body. Refuses with a `NotificationError` whatever is not signed with RS256 by the
   * key, not issued by the store, not for the packages, too old, or received before. Treat it as a hint: read receipt
   * or subscription again before changing what a buyer may use.
   */
  async verify(body: string): Promise<Notification> {
    return (await this.#receive(body)).notification;
  }

  /** A handler for Express and what is like it. Put it before body parsers, or behind `express.text({ type: "*\/*" })`. */
  express(handle: NotificationHandler, options?: HandlerOptions): ExpressHandler {
    return expressHandler((body) => this.#receive(body), handle, options);
  }

  /** A handler that takes a `Request` and gives a `Response`. */
  fetch(handle: NotificationHandler, options?: HandlerOptions): FetchHandler {
    return fetchHandler((body) => this.#receive(body), handle, options);
  }

  /** A request listener of Node's `http` and `https`. */
  node(handle: NotificationHandler, options?: HandlerOptions): NodeHandler {
    return nodeHandler((body) => this.#receive(body), handle, options);
  }

  async #receive(body: string): Promise<Receipt> {
    // Loaded at the first notification: programs that only name a receiver start faster.
    const { verifyToken, refused }: typeof import("./verify") = require("./verify");
    const { notification, key, until } = await verifyToken(body, {
      keys: this.#keys,
      packageNames: this.#packageNames,
      maxAgeSeconds: this.#options.maxAgeSeconds ?? DAY_SECONDS,
      clockToleranceSeconds: this.#options.clockToleranceSeconds ?? TOLERANCE_SECONDS,
      now: this.#clock(),
    });
    if (!(await this.#replays.claim(key, until))) throw refused("replayed", "it was received before");
    return { notification, release: async () => this.#replays.release(key) };
  }
}
