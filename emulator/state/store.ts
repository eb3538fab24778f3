/** The live state of one emulated store, loaded from a seed and dumped back into the same format. */
import { Clock } from "./clock";
import type { Comment } from "./commentModel";
import {
  type AppRecord,
  type Binary,
  type Dump,
  type Item,
  parseSeed,
  type Seed,
  type Settings,
  settingsSchema,
  type Upload,
} from "./model";
import type { Notice } from "./notice";
import { Sales } from "./sales";

export interface Seller {
  readonly name: string;
  readonly sellerSeq: string;
  readonly commercial: boolean;
}

export interface ServiceAccount {
  readonly id: string;
  readonly scopes: readonly ("publishing" | "gss")[];
  readonly seller: Seller;
}

export interface AccessToken {
  readonly accountId: string;
  readonly scopes: readonly string[];
}

export interface App {
  readonly contentId: string;
  readonly packageName: string;
  readonly seller: Seller;
  preRegistered: boolean;
  nextBinarySeq: number;
  registeredFiles: { fileName: string; versionCode: string }[];
  sale: AppRecord | null;
  registration: AppRecord | null;
  items: Map<string, Item>;
  comments: Comment[];
  readonly sales: Sales;
  notificationUrl: string | null;
}

export interface UploadSession {
  readonly id: string;
  readonly sellerSeq: string;
  readonly createdAt: number;
}

export class Store {
  readonly clock = new Clock();
  settings: Settings = settingsSchema.parse({});
  unknownAccounts = new Set<string>();
  sellers: Seller[] = [];
  accounts = new Map<string, ServiceAccount>();
  apps = new Map<string, App>();
  packages = new Map<string, App>();
  sessions = new Map<string, UploadSession>();
  uploads = new Map<string, Upload>();
  images = new Map<string, Buffer>();
  /** Server notifications that nobody has taken to send yet. */
  readonly outbox: Notice[] = [];
  /** Live access tokens by text. Like keys they are no part of a seed: they live until they are revoked. */
  readonly tokens = new Map<string, AccessToken>();
  /** Every token that was ever handed out, so that none is ever printed. */
  readonly issuedTokens = new Set<string>();

  /** Makes the store hold exactly what the seed says. Throws an error that names the path of what is wrong. */
  load(seed: Seed): void {
    const dump = parseSeed(seed);
    this.settings = dump.settings;
    this.clock.offsetMs = dump.clockOffsetSeconds * 1000;
    this.unknownAccounts = new Set(dump.unknownAccounts.map((account) => account.toLowerCase()));
    this.outbox.length = 0;
    this.sellers = [];
    this.accounts = new Map();
    this.apps = new Map();
    this.packages = new Map();
    for (const { name, sellerSeq, commercial, serviceAccounts, apps } of dump.sellers) {
      const seller: Seller = { name, sellerSeq, commercial };
      this.sellers.push(seller);
      for (const account of serviceAccounts) this.accounts.set(account.id, { ...account, seller });
      for (const app of apps) this.addApp(loadApp(app, seller));
    }
    this.sessions = new Map(dump.uploadSessions.map((session) => [session.id, session]));
    this.uploads = new Map(dump.uploads.map((upload) => [upload.fileKey, upload]));
    this.images = new Map(Object.entries(dump.images).map(([path, bytes]) => [path, Buffer.from(bytes, "base64")]));
    for (const [token, { accountId }] of this.tokens) if (!this.accounts.has(accountId)) this.tokens.delete(token);
  }

  /** A copy of everything, in the format and the key order of a seed. */
  dump(): Dump {
    return parseSeed({
      settings: this.settings,
      clockOffsetSeconds: this.clock.offsetMs / 1000,
      unknownAccounts: [...this.unknownAccounts],
      sellers: this.sellers.map((seller) => ({
        ...seller,
        serviceAccounts: [...this.accounts.values()]
          .filter((account) => account.seller === seller)
          .map(({ id, scopes }) => ({ id, scopes: [...scopes] })),
        apps: this.appsOf(seller).map((app) => {
          const { seller: _owner, items, sales, ...rest } = app;
          return { ...rest, items: [...items.values()], sales: sales.dump(app) };
        }),
      })),
      uploadSessions: [...this.sessions.values()],
      uploads: [...this.uploads.values()],
      images: Object.fromEntries([...this.images].map(([path, bytes]) => [path, bytes.toString("base64")])),
    });
  }

  appsOf(seller: Seller): App[] {
    return [...this.apps.values()].filter((app) => app.seller === seller);
  }

  private addApp(app: App): void {
    this.apps.set(app.contentId, app);
    this.packages.set(app.packageName, app);
  }
}

function loadApp(app: Dump["sellers"][number]["apps"][number], seller: Seller): App {
  const binaries = allBinaries(app);
  return {
    ...app,
    seller,
    nextBinarySeq: app.nextBinarySeq ?? Math.max(0, ...binaries.map((binary) => Number(binary.binarySeq))) + 1,
    registeredFiles:
      app.registeredFiles ??
      [...new Map(binaries.map((binary) => [binary.binarySeq, binary])).values()].map(({ fileName, versionCode }) => ({
        fileName,
        versionCode,
      })),
    items: new Map(app.items.map((item) => [item.id, item])),
    sales: new Sales(app.sales, app.items),
  };
}

/** The binaries of both records; one that is in both appears twice. */
export function allBinaries(app: { sale: AppRecord | null; registration: AppRecord | null }): Binary[] {
  return [...(app.sale?.binaries ?? []), ...(app.registration?.binaries ?? [])];
}
