/** The moves of a rollout: prepare it in the open update, raise it on the live release, finish it. Each is refused where the store would. */

import { type AppStatus, ROLLOUT_BINARY_STATUSES } from "../../sdk/facts/states";
import { converge } from "../converge";
import { Refusal, type Stored } from "../lifecycle";
import type { AppRecords, StoreSession } from "../session";
import { canBeOpenedAgain } from "../stages";
import { sameValue } from "../values";
import {
  enabledBinaries,
  inRollout,
  isHidden,
  isRolling,
  type Live,
  type LiveRollout,
  listedBinaries,
  observe,
  otherCountries,
  outputsOf,
  type RolloutInputs,
  type RolloutOutputs,
  recordFor,
  rolloutOn,
} from "./live";
import { refuseLower, refuseMixed, refuseNext } from "./refusals";

/** @param known what the last `up` or refresh left; absent when the rollout is met for the first time */
export async function bringToState(
  store: StoreSession,
  inputs: RolloutInputs,
  known?: RolloutOutputs,
): Promise<Stored<RolloutInputs, RolloutOutputs>> {
  const { contentId } = inputs;
  const live = await converge({
    observe: () => observe(store, contentId),
    apply: async (now) => {
      const record = recordFor(inputs, now);
      refusePaused(inputs, rolloutOn(record, now));
      if (record === "SALE") refuseOtherRelease(inputs, now, known);
      if (inputs.releaseToEveryone === true) return finish(store, inputs, now, known?.released);
      return record === "SALE" ? raise(store, inputs, now) : prepare(store, inputs, now);
    },
  });
  return { inputs, outputs: outputsOf(inputs, live, inputs.releaseToEveryone === true) };
}

function refusePaused({ contentId, binaries }: RolloutInputs, rollout: LiveRollout | undefined): void {
  const paused = rollout?.binaries.filter(
    ({ binarySeq, rolloutStatus }) => rolloutStatus === "PAUSED" && (binaries?.includes(binarySeq) ?? true),
  );
  if (paused === undefined || paused.length === 0) return;
  throw new Refusal(
    `Staged rollout of app ${contentId}: binary ${paused.map((binary) => binary.binarySeq).join(", ")} is paused in the Seller Portal, and the API cannot resume it. Resume it there and run this again, or take the rollout out of the program. Nothing was changed.`,
  );
}

/** What the program says of a release without naming its binaries is about the one that the last `up` knew. */
function refuseOtherRelease({ contentId, binaries }: RolloutInputs, { sale }: Live, known?: RolloutOutputs): void {
  const { liveBinaries, liveRate } = known ?? {};
  if (binaries !== undefined || liveBinaries === undefined || !isRolling(sale)) return;
  const others = inRollout(sale).filter((seq) => !liveBinaries.includes(seq));
  if (others.length > 0)
    throw new Refusal(
      `Staged rollout of app ${contentId}: the program was last held against a release at ${liveRate} percent, and since then binary ${others.join(", ")} has gone live at ${sale.rates.rate} percent. Run \`pulumi refresh\` and look whether the program means this release. Nothing was changed.`,
    );
}

/** The store finishes a rollout as a whole, with every binary in it. [content-publish 7.3: DISABLE_ROLLOUT] */
function refuseUnlisted(inputs: RolloutInputs, rollout: LiveRollout): void {
  refusePaused({ contentId: inputs.contentId }, rollout);
  const listed = listedBinaries(inputs);
  const others = listed.length === 0 ? [] : inRollout(rollout).filter((seq) => !listed.includes(seq));
  if (others.length > 0)
    throw new Refusal(
      `Staged rollout of app ${inputs.contentId}: releaseToEveryone is true with binary ${listed.join(", ")}, but binary ${others.join(", ")} is in the rollout as well, and every user would get both. List all of them, or none. Nothing was changed.`,
    );
}

/** Gives the release to every user. A country ahead of the default blocks this, so the rates are levelled at 100 first. */
async function finish(store: StoreSession, inputs: RolloutInputs, live: Live, released = false): Promise<boolean> {
  const { contentId } = inputs;
  const appStatus = recordFor(inputs, live);
  if (appStatus === "REGISTRATION") refuseFinishingUpdate(inputs, live);
  else if (isHidden(appStatus, live)) refuseOffSale(contentId, live.records);
  const rollout = rolloutOn(appStatus, live);
  if (!isRolling(rollout)) return false;
  const { rate, countries } = rollout.rates;
  if (released)
    throw new Refusal(
      `Staged rollout of app ${contentId}: releaseToEveryone: true stands in the program since an earlier release, and now binary ${enabledBinaries(rollout).join(", ")} is at ${rate} percent. That word does not count for this release: give a rate in its place and run pulumi up; then finish with releaseToEveryone: true. Nothing was changed.`,
    );
  refuseUnlisted(inputs, rollout);
  const ahead = Object.values(countries).some((each) => each > rate);
  await store.writeApp(contentId, async (api) => {
    if (ahead) await api.rollouts.setRate({ contentId, appStatus, rate: 100, countries: allAt100(countries) });
    await api.rollouts.releaseToEveryone({ contentId, appStatus });
  });
  return true;
}

/** The word about an update is clear only when it is the one release that it can mean. */
function refuseFinishingUpdate(inputs: RolloutInputs, { sale, registration, records }: Live): void {
  const { contentId } = inputs;
  if (isRolling(sale)) refuseMixed(contentId, listedBinaries(inputs), sale.rates.rate);
  if (registration === undefined) refuseNoUpdate(inputs, records);
  refuseUnknownBinaries(inputs, registration);
}

function allAt100(countries: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.keys(countries).map((code) => [code, 100]));
}

/** Raises the rates of the live release. */
async function raise(store: StoreSession, inputs: RolloutInputs, live: Live): Promise<boolean> {
  const { contentId } = inputs;
  const { sale } = live;
  if (isHidden("SALE", live)) refuseOffSale(contentId, live.records);
  if (!isRolling(sale)) {
    throw new Refusal(
      `Staged rollout of app ${contentId}: the live release is not being rolled out; every user has it already. Declare releaseToEveryone: true, or list the binaries of the next release. Nothing was changed.`,
    );
  }
  const missing = (inputs.binaries ?? []).filter((binary) => !enabledBinaries(sale).includes(binary));
  if (missing.length > 0)
    throw new Refusal(
      `Staged rollout of app ${contentId}: binary ${missing.join(", ")} is live but no longer in the rollout, and cannot be put back once the release is live (store code 3206). Take it out of binaries. Nothing was changed.`,
    );
  const wanted = ratesFor(inputs, sale);
  if (sameValue(wanted, sale.rates)) return false;
  refuseLower(contentId, { rate: sale.rates.rate, countries: sale.rates.countries }, { ...wanted });
  if (wanted.rate === sale.rates.rate)
    throw new Refusal(
      `Staged rollout of app ${contentId}: country rates of a live release change only together with a higher default rate (now ${wanted.rate}; store code 3104). Raise rate as well. Nothing was changed.`,
    );
  await setRates(store, contentId, "SALE", wanted);
  if (wanted.rate === 100)
    console.log(
      `Staged rollout of app ${contentId}: at 100 percent every user is offered the release, but the rollout stays open. Finish it with releaseToEveryone: true; the next release needs that.`,
    );
  return true;
}

/** Puts the binaries into the rollout of the open update and sets its rates. */
async function prepare(store: StoreSession, inputs: RolloutInputs, live: Live): Promise<boolean> {
  const { contentId, binaries: listed } = inputs;
  const { registration, records } = live;
  if (registration === undefined) refuseNoUpdate(inputs, records);
  if (isRolling(live.sale)) refuseNext(contentId, live.sale.rates.rate);
  refuseUnknownBinaries(inputs, registration);
  const enabled = enabledBinaries(registration);
  if (enabled.length === 0 && listed === undefined)
    throw new Refusal(
      `Staged rollout of app ${contentId}: no binary is in the rollout (store code 3207). List the binaries to roll out. Nothing was changed.`,
    );
  const add = (listed ?? []).filter((binary) => !enabled.includes(binary));
  const exclusive = inputs.exclusive?.includes("binaries") === true && listed !== undefined;
  const remove = exclusive ? enabled.filter((binary) => !listed.includes(binary)) : [];
  const wanted = ratesFor(inputs, registration);
  if (add.length === 0 && remove.length === 0 && sameValue(wanted, registration.rates)) return false;
  if (add.length + remove.length > 0) refuseBinaryStatus(contentId, records);
  for (const binarySeq of add)
    await store.writeApp(contentId, (api) => api.rollouts.addBinary({ contentId, binarySeq }));
  for (const binarySeq of remove)
    await store.writeApp(contentId, (api) => api.rollouts.removeBinary({ contentId, binarySeq }));
  if (!sameValue(wanted, registration.rates)) await setRates(store, contentId, "REGISTRATION", wanted);
  return true;
}

function refuseUnknownBinaries({ contentId, binaries = [] }: RolloutInputs, { binaries: there }: LiveRollout): void {
  const unknown = binaries.filter((seq) => !there.some(({ binarySeq }) => binarySeq === seq));
  if (unknown.length > 0)
    throw new Refusal(
      `Staged rollout of app ${contentId}: the open update has no binary ${unknown.join(", ")}; it has ${there.map((binary) => binary.binarySeq).join(", ") || "none"}. Nothing was changed.`,
    );
}

function refuseOffSale(contentId: string, { sale }: AppRecords): never {
  throw new Refusal(
    `Staged rollout of app ${contentId}: the app is in status ${sale?.contentStatus}, in which its rollout cannot be changed (store code 3206). Put it on sale again first. Nothing was changed.`,
  );
}

function refuseNoUpdate({ contentId, binaries }: RolloutInputs, { registration }: AppRecords): never {
  const what = binaries === undefined ? "" : ` with binary ${binaries.join(", ")}`;
  if (registration === undefined)
    throw new Refusal(
      `Staged rollout of app ${contentId}: neither an open update nor a live release${what} is there. Open an update and add the binary first. Nothing was changed.`,
    );
  const status = registration.contentStatus;
  const way = canBeOpenedAgain(status)
    ? "A change of the App, or a corrected Binary, opens the update again"
    : "Wait for the review to end";
  throw new Refusal(
    `Staged rollout of app ${contentId}: the update is in status ${status}, in which its rollout cannot be changed (store code 3206). ${way}. Nothing was changed.`,
  );
}

function refuseBinaryStatus(contentId: string, { registration }: AppRecords): void {
  const status = registration?.contentStatus ?? "";
  if (!ROLLOUT_BINARY_STATUSES.includes(status))
    throw new Refusal(
      `Staged rollout of app ${contentId}: binaries cannot join or leave the rollout in status ${status} (store code 3206). Nothing was changed.`,
    );
}

/** The rates that should stand: what is listed over what is there; a country that must go follows the default. */
function ratesFor(inputs: RolloutInputs, rollout: LiveRollout): { rate: number; countries: Record<string, number> } {
  const rate = inputs.rate ?? rollout.rates?.rate ?? 0;
  const others = Object.keys(otherCountries(inputs, rollout)).map((code): [string, number] => [code, rate]);
  return { rate, countries: { ...rollout.rates?.countries, ...Object.fromEntries(others), ...inputs.countries } };
}

/** The store wants every country that has a rate in each call that names any. [content-publish 7.3] */
async function setRates(
  store: StoreSession,
  contentId: string,
  appStatus: AppStatus,
  { rate, countries }: { rate: number; countries: Record<string, number> },
): Promise<void> {
  const named = Object.keys(countries).length > 0;
  await store.writeApp(contentId, (api) =>
    api.rollouts.setRate({ contentId, appStatus, rate, ...(named && { countries }) }),
  );
}
