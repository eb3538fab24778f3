/** The store's reviewer: waits until an `up` has submitted an app, then decides. */

import type { Run } from "../../e2e/support/stack";
import type { TestStore } from "../../support/testStore";

/** Returns how the `up` ended; one that submits nothing ends without a decision. */
export async function reviewed(
  up: Promise<Run>,
  store: TestStore,
  contentId: string,
  outcome: "pass" | "reject",
): Promise<Run> {
  let ended = false;
  const end = up.finally(() => {
    ended = true;
  });
  const inReview = async () => /^(READY|UNDER)_/.test((await store.app(contentId)).registration?.contentStatus ?? "");
  while (!ended && !(await inReview())) await new Promise((resolve) => setTimeout(resolve, 50));
  if (!ended) await store.control("POST", `/apps/${contentId}/review`, { outcome });
  return end;
}
