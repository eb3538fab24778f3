/** One emulated store: its state, journal and faults, and the HTTP application over them. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Hono, type MiddlewareHandler } from "hono";
import { getPath } from "hono/utils/url";
import { access } from "./http/access";
import { arrival } from "./http/arrival";
import type { EmulatorEnv } from "./http/context";
import { FaultQueues, LOST_ANSWER } from "./http/faults";
import { Journal, journaled, keptBody } from "./http/journal";
import { queueRoutes } from "./http/queue";
import { renderFailure, server } from "./http/serve";
import { Notifier } from "./notifications/notifier";
import type { EmulatorParts } from "./parts";
import { appRoutes } from "./routes/apps";
import { authRoutes } from "./routes/auth";
import { betaRoutes } from "./routes/beta";
import { binaryRoutes } from "./routes/binaries";
import { commentRoutes } from "./routes/comments";
import { commerceRoutes } from "./routes/commerce";
import { imageRoutes } from "./routes/images";
import { itemRoutes } from "./routes/items";
import { metricRoutes } from "./routes/metrics";
import { rolloutRoutes } from "./routes/rollout";
import { uploadRoutes } from "./routes/uploads";
import { advanceSubscriptions } from "./rules/commerce/renewals";
import { advanceReviews } from "./rules/review";
import type { Database } from "./state/database";
import { Files } from "./state/files";
import { KeyRing } from "./state/keys";
import { Ledger } from "./state/ledger";
import type { Seed } from "./state/model";
import { Store } from "./state/store";
import { Authority } from "./tls/authority";
import { certifiedNames, isLoopback } from "./tls/names";

export type EmulatorFetch = (request: Request, bindings?: EmulatorEnv["Bindings"]) => Promise<Response>;

export interface BuiltEmulator {
  readonly fetch: EmulatorFetch;
  readonly authority: Authority;
  readonly token: string | undefined;
  /** Stops what the store does by itself. */
  end(): void;
}

export interface BuildOptions {
  readonly seed: Seed;
  /** Keeps the store; one that holds something goes on from there. */
  readonly database?: Database | undefined;
  /** Where the store will listen. */
  readonly host?: string;
}

export function buildEmulator({ seed, database, host = "localhost" }: BuildOptions): BuiltEmulator {
  const store = database ? new Store(new Files(join(database.folder, "files")), new KeyRing(database)) : new Store();
  const ledger = new Ledger(store, database);
  const network = !isLoopback(host);
  // A store that other machines reach may send its notifications to them.
  const notifier = new Notifier(store, network, () => ledger.settle());
  const authority = new Authority(certifiedNames(host), database?.folder);
  const token = network ? randomBytes(24).toString("base64url") : undefined;
  const parts: EmulatorParts = {
    store,
    ledger,
    journal: new Journal(store.issuedTokens),
    queues: new FaultQueues(),
    answers: new Map(),
    notifier,
    authority,
    token,
    seed: structuredClone(seed),
  };
  if (ledger.recall()) void notifier.flush();
  else {
    store.load(parts.seed);
    ledger.settle();
  }
  const app = storefront(parts);
  // Loaded at the first call, so that a start does not wait for it.
  let control: Hono<EmulatorEnv> | undefined;
  const applicationFor = (path: string): Hono<EmulatorEnv> => {
    if (path !== "/_emulator" && !path.startsWith("/_emulator/")) return app;
    control ??= controlApplication(parts);
    return control;
  };
  const fetch: EmulatorFetch = async (request, bindings) => {
    const answer = await applicationFor(getPath(request)).fetch(request, bindings ?? {});
    // On a socket the connection was closed already, and to look at headers costs the fast way out.
    if (!bindings?.incoming && answer.headers.has(LOST_ANSWER))
      throw new TypeError("fetch failed", { cause: new Error("The answer was lost.") });
    return answer;
  };
  return {
    fetch,
    authority,
    token,
    end() {
      notifier.end();
      database?.close();
    },
  };
}

/** What the real store has too. */
function storefront(parts: EmulatorParts): Hono<EmulatorEnv> {
  const { store, journal, queues, answers } = parts;
  const app = application(parts);
  app.use("/content/*", arrival);
  imageRoutes(app, store);
  app.use(journaled(journal, store));
  app.use(keptBody);
  app.use(arrival);
  app.use(alive(parts));
  const serve = server(app, store, queues, answers);
  authRoutes(serve, store);
  appRoutes(serve, store);
  uploadRoutes(serve, store);
  binaryRoutes(serve, store);
  rolloutRoutes(serve, store);
  betaRoutes(serve, store);
  commentRoutes(serve, store);
  itemRoutes(serve, store);
  commerceRoutes(serve, store);
  metricRoutes(serve, store);
  // The receipt has no POST. [C: on the older address]
  app.all("/iap/v6/receipt", (c) => c.json({ message: "Method Not Allowed" }, 405, { allow: "GET" }));
  app.use("/seller/queue/*", access(store));
  queueRoutes(app, answers);
  return app;
}

/** What only this one has. */
function controlApplication(parts: EmulatorParts): Hono<EmulatorEnv> {
  const { controlRoutes }: typeof import("./control") = require("./control");
  const app = application(parts);
  app.use(arrival);
  app.use(alive(parts));
  controlRoutes(app, parts);
  return app;
}

function application({ store }: EmulatorParts): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.onError((error, c) => renderFailure(error, c, store));
  // A path that the store does not have is answered with 404 and no code. [C]
  app.notFound((c) => c.json({ message: "Not Found" }, 404));
  return app;
}

/** Time goes on before a request, and what the request did is kept before its answer leaves. */
function alive({ store, ledger, notifier }: EmulatorParts): MiddlewareHandler<EmulatorEnv> {
  return async (c, next) => {
    const moved = [advanceReviews(store), advanceSubscriptions(store)].includes(true);
    await next();
    if (!moved && c.req.method === "GET") return;
    notifier.take();
    c.set("changes", ledger.settle());
    void notifier.flush();
  };
}
