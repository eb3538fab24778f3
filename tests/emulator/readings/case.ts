/** What a caller sees of one uncertain point, under each of its readings. */
import type { READINGS, ReadingKey, Readings } from "../../../emulator/state/readings";
import type { Answer, Caller } from "../support/caller";
import type { Receiver } from "../support/receiver";

export interface World {
  readonly store: Caller;
  readonly receiver: Receiver;
}

interface Case<K extends ReadingKey> {
  /** Does something over HTTP and tells what came of it. */
  see(world: World): Promise<unknown>;
  /** What that is under each reading. */
  readonly shows: Record<Readings[K], unknown>;
}

/** A case of any reading. */
export type AnyCase = Pick<Case<ReadingKey>, "see"> & { readonly shows: Readonly<Record<string, unknown>> };

/** A case for every reading of a table. */
export type Cases<Table extends Partial<typeof READINGS>> = { readonly [K in keyof Table & ReadingKey]: Case<K> };

/** The status, and the failure code of whichever backend answered. */
export function outcome({ status, json }: Answer): string {
  const code =
    json?.body?.errorCode ?? json?.body?.resultCode ?? json?.errorCode ?? (json?.code === "0000" ? "" : json?.code);
  return `${status} ${code ?? ""}`.trim();
}
