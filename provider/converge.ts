/** Brings something in the store to a wished state, and looks again when it is not clear what a write has done. */
import { isGalaxyStoreError } from "../sdk/errors";

/** How often a write is tried when its fate was unclear and the store shows that it was not done. */
const TRIES = 3;

interface Steps<Live, Result> {
  /** Reads the live state, past any cache. */
  observe: () => Promise<Live>;
  /** Writes what differs. */
  apply: (live: Live) => Promise<Result>;
}

/**
 * Observes and applies what differs, and returns what apply returned. After an answer that leaves open whether the store
 * did the work, it observes again and applies only what still differs: nothing is done twice, nothing is lost.
 */
export async function settle<Live, Result>({ observe, apply }: Steps<Live, Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const live = await observe();
    try {
      return await apply(live);
    } catch (error) {
      if (attempt === TRIES || !(isGalaxyStoreError(error) && error.unclear)) throw error;
    }
  }
}

/** Settles, and returns what then stands. Apply tells whether it wrote anything. */
export async function converge<Live>({ observe, apply }: Steps<Live, boolean>): Promise<Live> {
  const standing = await settle({
    observe,
    apply: async (live) => ((await apply(live)) ? undefined : { live }),
  });
  return standing === undefined ? observe() : standing.live;
}
