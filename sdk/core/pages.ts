/** Reads a list page by page: after the first, which tells how many there are, some pages are asked for ahead. */

import type { RequestOptions } from "../options";

/** Pages that are asked for ahead of the one that is being given out, and so the most that are in flight or held. */
const AHEAD = 4;

export interface Page<T> {
  entries: readonly T[];
  /** Entries over all pages, as far as the store says. */
  total?: number | undefined;
  /** Pages there are, where the store counts these. */
  pages?: number | undefined;
}

/** Where a page begins: its number from 1, and the number of entries before it. */
export interface Place {
  page: number;
  offset: number;
}

/**
 * Each entry once, in the store's order. Where the store does not say how much there is, one page is asked for after
 * the other. A page with nothing new is the end, whatever the counts say, so a list that changes meanwhile ends too.
 * Who stops early, by `break` or by the signal, stops the requests.
 */
export async function* eachOnce<T>(
  read: (place: Place, options: RequestOptions) => Promise<Page<T>>,
  keyOf: (entry: T) => string,
  options: RequestOptions = {},
): AsyncGenerator<T, void, undefined> {
  const left = new AbortController();
  const signal = options.signal === undefined ? left.signal : AbortSignal.any([options.signal, left.signal]);
  const seen = new Set<string>();
  let size = 0;
  const ask = (page: number) => {
    const asked = read({ page, offset: (page - 1) * size }, { ...options, signal });
    // Its failure counts when its turn comes, which an earlier failure or a break may keep from coming.
    asked.catch(() => {});
    return asked;
  };
  const ahead = [ask(1)];
  try {
    for (let number = 1; ; number += 1) {
      const asked = await (ahead.shift() ?? ask(number));
      // What came before the signal ended the list is not given out after it: this fails as cancelled.
      const page = signal.aborted ? await ask(number) : asked;
      size ||= page.entries.length;
      const fresh = page.entries.filter((entry) => !seen.has(keyOf(entry)));
      for (const entry of fresh) seen.add(keyOf(entry));
      const last = page.pages ?? (page.total === undefined ? 0 : Math.ceil(page.total / size));
      const ended =
        page.total === undefined ? number >= (page.pages ?? Number.POSITIVE_INFINITY) : seen.size >= page.total;
      if (fresh.length > 0 && !ended) {
        while (ahead.length < AHEAD && number + ahead.length < last) ahead.push(ask(number + ahead.length + 1));
      }
      yield* fresh;
      if (fresh.length === 0 || ended) return;
    }
  } finally {
    left.abort();
  }
}
