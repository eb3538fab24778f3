/** A map that remembers what was changed in it since somebody last asked. Its values are replaced, never changed in place. */

/** One entry that is not what it was; without `after` it is gone, without `before` it is new. */
export interface Entry<V> {
  readonly key: string;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

export class Table<V> extends Map<string, V> {
  readonly #before = new Map<string, V | undefined>();
  readonly #restored = new Set<string>();

  override set(key: string, value: V): this {
    this.#remember(key);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    if (this.has(key)) this.#remember(key);
    return super.delete(key);
  }

  override clear(): void {
    for (const key of this.keys()) this.#remember(key);
    super.clear();
  }

  /** Puts in what the store has held all along: it has to be saved, but nobody has changed it. */
  restore(key: string, value: V): void {
    this.#restored.add(key);
    super.set(key, value);
  }

  /** What was changed since the last call. */
  takeChanges(): Entry<V>[] {
    const changes = [...this.#before].map(([key, before]) => ({ key, before, after: this.get(key) }));
    this.#before.clear();
    return changes;
  }

  /** The keys of what was put in by `restore` since the last call. */
  takeRestored(): string[] {
    const keys = [...this.#restored];
    this.#restored.clear();
    return keys;
  }

  #remember(key: string): void {
    if (!this.#before.has(key)) this.#before.set(key, this.get(key));
  }
}

/** A table that has held these entries all along. */
export function tableOf<V>(entries: Iterable<readonly [string, V]>): Table<V> {
  const table = new Table<V>();
  for (const [key, value] of entries) table.restore(key, value);
  return table;
}
