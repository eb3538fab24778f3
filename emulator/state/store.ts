/** The live state of one emulated store, loaded from a seed and dumped back into the same format. */
import { Clock } from "./clock";
import type { Comment } from "./commentModel";
import { Files } from "./files";
import { type KeyRing, sharedKeys } from "./keys";
import {
  type AppRecord,
  type Binary,
  type Dump,
  type Item,
  parseSeed,
  type Seed,
  type Settings,
  settingsSchema,
  type UploadDump,
} from "./model";
import type { Delivery, Notice } from "./notice";
import { Sales } from "./sales";
import { Table, tableOf } from "./table";

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
  readonly items: Table<Item>;
  readonly removedItems: Table<Item>;
  comments: Comment[];
  readonly sales: Sales;
  notificationUrl: string | null;
}

export interface UploadSession {
  readonly id: string;
  readonly sellerSeq: string;
  readonly createdAt: number;
}

/** An uploaded file as the store keeps it: the bytes of an image are in `files`. */
export type Upload = Omit<UploadDump, "image"> & { readonly image: StoredImage | null };
type StoredImage = Omit<NonNullable<UploadDump["image"]>, "base64"> & { readonly file: string };

/** A whole store as it is kept: a dump whose images are files. */
export type Holding = Omit<Dump, "uploads" | "images"> & {
  readonly uploads: readonly Upload[];
  /** Names of files by the path of their address. */
  readonly images: Readonly<Record<string, string>>;
};

export class Store {
  readonly clock = new Clock();
  settings: Settings = settingsSchema.parse({});
  unknownAccounts = new Set<string>();
  sellers: Seller[] = [];
  accounts = new Map<string, ServiceAccount>();
  apps = new Map<string, App>();
  packages = new Map<string, App>();
  sessions = new Table<UploadSession>();
  uploads = new Table<Upload>();
  /** Names in `files` of uploaded images, by the path of their address. */
  images = new Table<string>();
  /** What has happened and nobody has taken yet to tell. */
  readonly outbox: Notice[] = [];
  /** Server notifications, under their number. Like keys they are no part of a seed. */
  readonly notifications = new Table<Delivery>();
  /** Live access tokens by text. Like keys they are no part of a seed: they live until they are revoked. */
  readonly tokens = new Table<AccessToken>();
  /** Every token that was ever handed out, so that none is ever printed. */
  readonly issuedTokens = new Set<string>();
  /** Rises when everything is replaced. */
  generation = 0;

  constructor(
    readonly files: Files = new Files(),
    readonly keys: KeyRing = sharedKeys,
  ) {}

  /** Makes the store hold exactly what the seed says. Throws an error that names the path of what is wrong. */
  load(seed: Seed): void {
    const dump = parseSeed(seed);
    const kept = (base64: string) => this.files.keep(Buffer.from(base64, "base64"));
    this.restore({
      ...dump,
      uploads: dump.uploads.map(({ image, ...upload }) => {
        if (!image) return { ...upload, image };
        const { base64, ...facts } = image;
        return { ...upload, image: { ...facts, file: kept(base64) } };
      }),
      images: Object.fromEntries(Object.entries(dump.images).map(([path, base64]) => [path, kept(base64)])),
    });
    for (const [token, { accountId }] of this.tokens) if (!this.accounts.has(accountId)) this.tokens.delete(token);
  }

  /** The same for a store that was valid when it was kept. */
  restore(holding: Holding): void {
    this.generation += 1;
    this.settings = holding.settings;
    this.clock.offsetMs = holding.clockOffsetSeconds * 1000;
    this.unknownAccounts = new Set(holding.unknownAccounts.map((account) => account.toLowerCase()));
    this.outbox.length = 0;
    this.sellers = [];
    this.accounts = new Map();
    this.apps = new Map();
    this.packages = new Map();
    for (const { name, sellerSeq, commercial, serviceAccounts, apps } of holding.sellers) {
      const seller: Seller = { name, sellerSeq, commercial };
      this.sellers.push(seller);
      for (const account of serviceAccounts) this.accounts.set(account.id, { ...account, seller });
      for (const app of apps) this.addApp(loadApp(app, seller));
    }
    this.sessions = tableOf(holding.uploadSessions.map((session) => [session.id, session]));
    this.uploads = tableOf(holding.uploads.map((upload) => [upload.fileKey, upload]));
    this.images = tableOf(Object.entries(holding.images));
    this.files.keepOnly(
      new Set([...this.images.values(), ...holding.uploads.flatMap(({ image }) => image?.file ?? [])]),
    );
  }

  /** A copy of everything, in the format and the key order of a seed. */
  dump(): Dump {
    const base64 = (file: string) => this.files.read(file).toString("base64");
    return parseSeed({
      settings: this.settings,
      clockOffsetSeconds: this.clock.offsetMs / 1000,
      unknownAccounts: [...this.unknownAccounts],
      sellers: this.sellers.map((seller) => ({
        ...seller,
        serviceAccounts: this.accountsOf(seller),
        apps: this.appsOf(seller).map((app) => {
          const { seller: _owner, items, removedItems, sales, ...rest } = app;
          return {
            ...rest,
            items: [...items.values()],
            removedItems: [...removedItems.values()],
            sales: sales.dump(app),
          };
        }),
      })),
      uploadSessions: [...this.sessions.values()],
      uploads: [...this.uploads.values()].map(({ image, ...upload }) => {
        if (!image) return { ...upload, image };
        const { file, ...facts } = image;
        return { ...upload, image: { ...facts, base64: base64(file) } };
      }),
      images: Object.fromEntries([...this.images].map(([path, file]) => [path, base64(file)])),
    });
  }

  appsOf(seller: Seller): App[] {
    return [...this.apps.values()].filter((app) => app.seller === seller);
  }

  accountsOf(seller: Seller): Dump["sellers"][number]["serviceAccounts"] {
    return [...this.accounts.values()]
      .filter((account) => account.seller === seller)
      .map(({ id, scopes }) => ({ id, scopes: [...scopes] }));
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
    items: tableOf(app.items.map((item) => [item.id, item])),
    removedItems: tableOf(app.removedItems.map((item) => [item.id, item])),
    sales: new Sales(app.sales, app.items),
  };
}

/** The binaries of both records; one that is in both appears twice. */
export function allBinaries(app: { sale: AppRecord | null; registration: AppRecord | null }): Binary[] {
  return [...(app.sale?.binaries ?? []), ...(app.registration?.binaries ?? [])];
}
