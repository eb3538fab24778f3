/** The folder of a store that outlives its process: documents in SQLite, images as files beside it. */
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { SecretKeeper } from "./keys";

/** One document; without a value it is gone. */
export interface Row {
  readonly collection: string;
  readonly key: string;
  readonly value: unknown;
}

/** Written into the database file, so that a later format is not read by an earlier program. */
const FORMAT = 1;

export class Database implements SecretKeeper {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  #nextPosition: number;

  private constructor(
    readonly folder: string,
    database: DatabaseSync,
  ) {
    this.#database = database;
    this.#put = database.prepare(
      "INSERT INTO documents (collection, key, position, json) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json",
    );
    this.#remove = database.prepare("DELETE FROM documents WHERE collection = ? AND key = ?");
    const { last } = database.prepare("SELECT max(position) AS last FROM documents").get() ?? {};
    this.#nextPosition = Number(last ?? 0) + 1;
  }

  /** Opens the folder, or makes it. One process at a time has it. */
  static open(folder: string): Database {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, "store.db");
    try {
      // Loaded here, since Node 22 warns of it: only who keeps a store sees that.
      const sqlite = process.getBuiltinModule("node:sqlite");
      const database = new sqlite.DatabaseSync(path);
      chmodSync(path, 0o600);
      // What is committed to the write-ahead log is there after the end of the process, however it ends.
      database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
      prepare(database);
      return new Database(folder, database);
    } catch (error) {
      throw new Error(`The data folder ${folder} cannot be used: ${reason(error)}`);
    }
  }

  /** All documents in the order in which they came, or undefined when nothing was ever saved. */
  documents(): Map<string, Map<string, unknown>> | undefined {
    const rows = this.#database.prepare("SELECT collection, key, json FROM documents ORDER BY position").all();
    if (rows.length === 0) return undefined;
    const documents = new Map<string, Map<string, unknown>>();
    for (const { collection, key, json } of rows) {
      const name = String(collection);
      const entries = documents.get(name) ?? new Map<string, unknown>();
      documents.set(name, entries.set(String(key), JSON.parse(String(json))));
    }
    return documents;
  }

  /** Saves all of these or, when the process ends meanwhile, none. */
  save(rows: Iterable<Row>): void {
    this.#inOne(() => this.#write(rows));
  }

  /** Puts these in the place of everything. */
  replace(rows: Iterable<Row>): void {
    this.#inOne(() => {
      this.#database.exec("DELETE FROM documents");
      this.#write(rows);
    });
  }

  read(name: string): string | undefined {
    const row = this.#database.prepare("SELECT text FROM kept WHERE name = ?").get(name);
    return row && String(row.text);
  }

  write(name: string, text: string): void {
    this.#database.prepare("INSERT OR REPLACE INTO kept (name, text) VALUES (?, ?)").run(name, text);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #write(rows: Iterable<Row>): void {
    for (const { collection, key, value } of rows) {
      if (value === undefined) this.#remove.run(collection, key);
      else this.#put.run(collection, key, this.#nextPosition++, JSON.stringify(value));
    }
  }

  #inOne(work: () => void): void {
    // A request that was under way when the store was closed has nobody to answer to.
    if (!this.#database.isOpen) return;
    this.#database.exec("BEGIN");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}

function prepare(database: DatabaseSync): void {
  const format = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (format > FORMAT) throw new Error(`it was written by a later version (format ${format})`);
  database.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS documents (
      collection TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL,
      PRIMARY KEY (collection, key)
    );
    CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, text TEXT NOT NULL);
    PRAGMA user_version = ${FORMAT};
    COMMIT;
  `);
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /database is locked/.test(message) ? "another emulator is using it" : message;
}
