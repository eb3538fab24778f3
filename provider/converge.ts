/** Brings something in the store to a wished state, and looks again when it is not clear what a write has done. */
import { isGalaxyStoreError } from "../sdk/errors";

/** How often a write is tried when its fate was unclear and the store shows that it was not done. */
const TRIES = 3;

interface Steps<Live> {
  /** Reads the live state, past any cache. */
  observe: () => Promise<Live>;
  /** Writes what differs; returns false when nothing did. */
  apply: (live: Live) => Promise<boolean>;
}

/**
 * Observes and applies what differs. After an answer that leaves open whether the store did the work, it observes again
 * and applies only what still differs: nothing is done twice, nothing is lost.
 */
export async function settle<Live>({ observe, apply }: Steps<Live>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const live = await observe();
    try {
      await apply(live);
      return;
    } catch (error) {
      if (attempt === TRIES || !(isGalaxyStoreError(error) && error.unclear)) throw error;
    }
  }
}

/** Settles, and returns what then stands. */
export async function converge<Live>({ observe, apply }: Steps<Live>): Promise<Live> {
  let standing: { live: Live } | undefined;
  await settle({
    observe,
    apply: async (live) => {
      const changed = await apply(live);
      if (!changed) standing = { live };
      return changed;
    },
  });
  return standing === undefined ? observe() : standing.live;
}
