/** Brings the live items of an app to what a catalog lists. */

import { Refusal, type Stored } from "../lifecycle";
import type { StoreSession } from "../session";
import type { CatalogInputs, CatalogOutputs } from "./inputs";

type CatalogState = Stored<CatalogInputs, CatalogOutputs>;

const MISSING = "The store side of catalogs is not there yet.";

export async function createCatalog(_store: StoreSession, _inputs: CatalogInputs): Promise<CatalogState> {
  throw new Refusal(MISSING);
}

export async function readCatalog(_store: StoreSession, _old: CatalogState): Promise<CatalogState> {
  throw new Refusal(MISSING);
}

export async function updateCatalog(
  _store: StoreSession,
  _old: CatalogState,
  _inputs: CatalogInputs,
): Promise<CatalogState> {
  throw new Refusal(MISSING);
}
