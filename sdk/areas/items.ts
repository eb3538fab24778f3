/** In-app items of a package. Changes show in the store at once, without review. */

import { z } from "zod";
import type { Caller, ReadBack } from "../core/caller";
import { asUnclear } from "../core/failure";
import { eachOnce, type Place } from "../core/pages";
import { isGalaxyStoreError } from "../errors/base";
import { isNotFoundError } from "../errors/notFound";
import { ITEM_PAGE_SIZE } from "../facts/limits";
import type { OperationId } from "../operations";
import type { RequestOptions } from "../options";
import { Item, ItemPage, type ItemPatch, type Item as ItemType } from "../wire/items";
import { createdFate, removedItemFate } from "./fates";

export interface ItemPageResult {
  /** Items of this page. */
  items: ItemType[];
  /** Items over all pages. Where the store does not say: those of the pages up to this one. */
  totalCount: number;
}

export interface ItemListOptions extends RequestOptions {
  /** Is told with each page how many items there are over all pages, where the store says it. It changes when the catalog does meanwhile. */
  onTotal?: (totalCount: number) => void;
}

export class Items {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** One page of a package's items; pages start at 1. Pages of 100 are what is used in practice. */
  async page(
    packageName: string,
    { page, size }: { page: number; size: number },
    options?: RequestOptions,
  ): Promise<ItemPageResult> {
    const { items, totalCount } = await this.#readPage(packageName, page, size, options);
    return { items, totalCount: totalCount ?? (page - 1) * size + items.length };
  }

  /**
   * All items of a package, each once. Once the first page tells how many there are, up to four more are asked for at a
   * time. Pages are numbered, not frozen: an item that moves to an earlier page while the list is read is missed.
   */
  list(packageName: string, { onTotal, ...options }: ItemListOptions = {}): AsyncGenerator<ItemType, void, undefined> {
    const read = async ({ page }: Place, told: RequestOptions) => {
      const { items, totalCount } = await this.#readPage(packageName, page, ITEM_PAGE_SIZE, told);
      if (totalCount !== undefined) onTotal?.(totalCount);
      return { entries: items, total: totalCount };
    };
    return eachOnce(read, ({ id }) => id, options);
  }

  /** One item. An item that was removed is not found, or has the status `REMOVED`. */
  get(packageName: string, id: string, options?: RequestOptions): Promise<ItemType> {
    return this.#caller.call(
      "items.get",
      { object: itemName(packageName, id), path: { packageName, id } },
      Item,
      options,
    );
  }

  /** Creates an item; with the status `PUBLISHED` it is on sale at once. */
  create(packageName: string, item: ItemType, options?: RequestOptions): Promise<ItemType> {
    const readBack = async () => createdFate(item, await this.#find(packageName, item.id, options));
    return this.#write("items.create", packageName, item, options, readBack);
  }

  /** Overwrites all of an item; what is not sent is not kept. */
  replace(packageName: string, item: ItemType, options?: RequestOptions): Promise<ItemType> {
    return this.#write("items.replace", packageName, item, options);
  }

  /** Changes the title and the named local prices; everything else stays. */
  patch(packageName: string, patch: ItemPatch, options?: RequestOptions): Promise<ItemType> {
    return this.#write("items.patch", packageName, patch, options);
  }

  /** Removes an item for good; earlier purchases are not touched. */
  async remove(packageName: string, id: string, options?: RequestOptions): Promise<void> {
    const object = itemName(packageName, id);
    const readBack = async () => removedItemFate(await this.#find(packageName, id, options));
    await this.#caller.call("items.remove", { object, path: { packageName, id }, readBack }, z.unknown(), options);
  }

  async #find(packageName: string, id: string, options?: RequestOptions): Promise<ItemType | undefined> {
    return this.get(packageName, id, options).catch((error: unknown) => {
      if (isNotFoundError(error)) return undefined;
      throw error;
    });
  }

  #readPage(packageName: string, page: number, size: number, options?: RequestOptions) {
    const object = `items of ${packageName}, page ${page}`;
    return this.#caller.call("items.list", { object, path: { packageName }, query: { page, size } }, ItemPage, options);
  }

  // Writes answer with the item; that they may answer with nothing is not documented, but nothing excludes it.
  async #write(
    operation: OperationId,
    packageName: string,
    json: ItemType | ItemPatch,
    options?: RequestOptions,
    readBack?: ReadBack<ItemType>,
  ): Promise<ItemType> {
    const object = itemName(packageName, json.id);
    const values = { object, path: { packageName }, json, ...(readBack ? { readBack } : {}) };
    const answer = await this.#caller.call(operation, values, Item.optional(), options);
    if (answer !== undefined) return answer;
    return this.get(packageName, json.id, options).catch((error: unknown) => {
      throw isGalaxyStoreError(error) ? asUnclear(error, operation) : error;
    });
  }
}

function itemName(packageName: string, id: string): string {
  return `item ${packageName}/${id}`;
}
