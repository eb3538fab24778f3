/** What has changed in the store since the last look: told to the journal and, where there is a database, saved. */
import microdiff from "microdiff";
import type { Database, Row } from "./database";
import { collectionsOf, documentsOf, restoreStore } from "./documents";
import type { Store } from "./store";

/** One value that is not what it was; without `after` it is gone, without `before` it is new. */
export interface Change {
  /** E.g. `apps/000001000101/registration/content/appTitle`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export class Ledger {
  readonly #texts = new Map<string, string>();
  #generation = -1;

  constructor(
    private readonly store: Store,
    private readonly database: Database | undefined,
  ) {}

  /** Fills the store from the database; false when nothing was ever saved there. */
  recall(): boolean {
    const documents = this.database?.documents();
    if (!documents) return false;
    restoreStore(this.store, documents);
    this.#generation = this.store.generation;
    this.#compareDocuments();
    this.#takeCollections();
    return true;
  }

  /** Saves what has changed and tells it. What is not settled is lost when the process ends. */
  settle(): Change[] {
    if (this.#generation !== this.store.generation) {
      this.#replaceAll();
      return [];
    }
    if (this.database) for (const app of this.store.apps.values()) app.sales.fixHistory(app);
    const documents = this.#compareDocuments();
    const collections = this.#takeCollections();
    const rows = [...documents.rows, ...collections.rows];
    if (rows.length > 0) this.database?.save(rows);
    return [...documents.changes, ...collections.changes];
  }

  #replaceAll(): void {
    this.#generation = this.store.generation;
    this.#texts.clear();
    const { rows } = this.#compareDocuments();
    this.#takeCollections();
    const entries = [...collectionsOf(this.store)].flatMap(({ name, table }) =>
      [...table].map(([key, value]): Row => ({ collection: name, key, value })),
    );
    this.database?.replace([...rows, ...entries]);
  }

  #compareDocuments(): { rows: Row[]; changes: Change[] } {
    const rows: Row[] = [];
    const changes: Change[] = [];
    for (const { collection, key, value } of documentsOf(this.store)) {
      const name = key === "" ? collection : `${collection}/${key}`;
      const text = JSON.stringify(value);
      const before = this.#texts.get(name);
      if (text === before) continue;
      this.#texts.set(name, text);
      rows.push({ collection, key, value });
      if (before !== undefined)
        changes.push(...differences(name, JSON.parse(before), JSON.parse(text)).filter((change) => !isTold(change)));
    }
    return { rows, changes };
  }

  #takeCollections(): { rows: Row[]; changes: Change[] } {
    const rows: Row[] = [];
    const changes: Change[] = [];
    for (const { name, table, quiet } of collectionsOf(this.store)) {
      for (const key of table.takeRestored()) rows.push({ collection: name, key, value: table.get(key) });
      for (const { key, before, after } of table.takeChanges()) {
        rows.push({ collection: name, key, value: after });
        if (!quiet) changes.push(...differences(`${name}/${key}`, before, after));
      }
    }
    return { rows, changes };
  }
}

interface Records {
  readonly sale: object | null;
  readonly registration: object | null;
}

function differences(path: string, before: unknown, after: unknown): Change[] {
  if (isObject(before) && isObject(after)) {
    if (isApp(before) && isApp(after)) return appDifferences(path, before, after);
    return compared(path, before, after);
  }
  if (before === after) return [];
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

/** An update that was opened is told by how it differs from the live record, which it began as. */
function appDifferences(path: string, before: Records, after: Records): Change[] {
  const { sale } = before;
  const { registration } = after;
  if (before.registration !== null || registration === null || sale === null) return compared(path, before, after);
  return [
    ...compared(path, before, { ...after, registration: null }),
    { path: `${path}/registration`, before: null, after: "a copy of the live record" },
    ...compared(`${path}/registration`, sale, registration),
  ];
}

function compared(path: string, before: object, after: object): Change[] {
  return microdiff(before, after).map((change) => ({
    path: [path, ...change.path].join("/"),
    ...("oldValue" in change ? { before: change.oldValue } : {}),
    ...("value" in change ? { after: change.value } : {}),
  }));
}

/** A history that was written out is the same history. */
function isTold({ path }: Change): boolean {
  return path.endsWith("/sales/history");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isApp(value: object): value is Records {
  return "sale" in value && "registration" in value;
}
