/** Brings something in the store to a wished state, and looks again when it is not clear what a write has done. */
import { isGalaxyStoreError } from "../sdk/errors";

/** How often a write is tried when its fate was unclear and the store shows that it was not done. */
const TRIES = 3;

/**
 * Observes, applies what differs, and returns what then stands. After an answer that leaves open whether the store did
 * the work, it observes again and applies only what still differs: nothing is done twice, nothing is lost.
 */
export async function converge<Live>(steps: {
  /** Reads the live state, past any cache. */
  observe: () => Promise<Live>;
  /** Writes what differs; returns false when nothing did. */
  apply: (live: Live) => Promise<boolean>;
}): Promise<Live> {
  for (let attempt = 1; ; attempt++) {
    const live = await steps.observe();
    try {
      if (!(await steps.apply(live))) return live;
      return await steps.observe();
    } catch (error) {
      if (attempt === TRIES || !(isGalaxyStoreError(error) && error.unclear)) throw error;
    }
  }
}
