/** Finding an app by content id or package name. */
import { ControlFailure } from "../failure";
import type { App, Store } from "../state/store";

export function appNamed(store: Store, name: string): App {
  const app = store.apps.get(name) ?? store.packages.get(name);
  if (!app) throw new ControlFailure(404, `There is no app ${name}.`);
  return app;
}

/** The status of both records of an app. */
export function statusesOf({ contentId, registration, sale }: App): object {
  return {
    contentId,
    registration: registration?.contentStatus ?? null,
    sale: sale?.contentStatus ?? null,
  };
}
