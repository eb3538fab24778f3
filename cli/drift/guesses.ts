/** Who or what may have caused a drift, as far as the store's records tell: they hold no names and no history. */

import { canBeOpenedAgain, inWords, stageOf } from "../../provider/stages";
import { isMap } from "../../provider/values";
import { code } from "../markdown";
import type { AppResources } from "../preview/apps";
import type { Resource } from "../preview/digest";
import type { DriftedValue, State } from "./report";

interface Drifted {
  readonly resource: Resource;
  readonly state: State;
  readonly values: readonly DriftedValue[];
  readonly observed: readonly string[];
}

/** So many items at once are hardly edited by hand. */
const MANY_ITEMS = 10;

/** Each as a whole sentence. */
export function guessesOf(drifted: Drifted, app: AppResources): string[] {
  const { resource, state, observed } = drifted;
  if (state === "notApplied") return [notApplied(resource)];
  if (state === "unfinished") return observed.length > 0 ? [] : [unfinished(resource)];
  const found = byType(drifted, app);
  return found.length > 0 || observed.length > 0 ? found : [ANYBODY];
}

function notApplied({ op }: Resource): string {
  const what = { create: "The resource came into the program", delete: "The resource left the program" }[op as string];
  return `${what ?? "The program changed"} after the last \`pulumi up\`, and \`pulumi up\` has not been run since.`;
}

const ANYBODY = "An edit in the Seller Portal, or another program that uses the API.";

/** Whether a sentence of the provider is about the resource: it begins with the object. */
export function isAbout(note: string, { type, id }: Resource): boolean {
  // What `up` would refuse is no observation.
  if (/Nothing was (sent|changed)\./.test(note)) return false;
  const words: Partial<Record<Resource["type"], RegExp>> = {
    StagedRollout: /^Staged rollout of app (\S+?):/i,
    Submission: /^Submission of app (\S+?):/i,
    Binary: /^App (\S+?): binary (\S+)/i,
  };
  const [, object, binary] = words[type]?.exec(note) ?? [];
  return object !== undefined && (binary === undefined ? object === id : `${object}/${binary}` === id);
}

function unfinished({ type, outputs }: Resource): string {
  if (type === "BetaTest")
    return "The store did not know some of the testers as Samsung accounts; `pulumi up` tries them again.";
  const status = typeof outputs.status === "string" ? `; now it is ${inWords(outputs.status)}` : "";
  return `The last \`pulumi up\` ended before the submission was where the program wants it${status}.`;
}

function byType({ resource, state, values }: Drifted, app: AppResources): string[] {
  switch (resource.type) {
    case "App":
      return state === "gone"
        ? ["The app left the seller's account, or the service account lost its access."]
        : appGuesses(resource, app);
    case "InAppItem":
    case "ItemCatalog":
      return itemGuesses(resource, state, values, app);
    case "StagedRollout":
      return rolloutGuesses(resource, values);
    case "Binary":
      return ["The binary was removed, or its update discarded, in the Seller Portal."];
    default:
      return [];
  }
}

function appGuesses({ outputs, appliedOutputs }: Resource, app: AppResources): string[] {
  const [status, before] = [outputs.updateStatus, appliedOutputs.updateStatus];
  const found = [...otherBinaries(outputs, appliedOutputs, app)];
  if (typeof status === "string" && status !== before) {
    if (stageOf(status).kind === "stopped")
      found.push(
        `The review: the update is ${inWords(status)}${canBeOpenedAgain(status) ? ", and edits of the Seller Portal may have followed" : ""}.`,
      );
    else if (stageOf(status).kind === "editable")
      found.push(
        "An edit that is prepared in an update of the Seller Portal, opened since the last `pulumi up` and not on sale yet.",
      );
    else found.push(`Another submission: an update is ${inWords(status)}.`);
  } else if (status === undefined && typeof before === "string")
    found.push(
      `The end of an update: at the last \`pulumi up\` one was ${inWords(before)}, and none is now. It was published, or discarded in the Seller Portal.`,
    );
  else if (typeof status === "string" && found.length === 0)
    found.push("An edit in the update that is open, in the Seller Portal or by another program that uses the API.");
  return found;
}

/** Binaries that neither the last `up` nor the program's own resources know. */
function otherBinaries(outputs: Resource["outputs"], before: Resource["outputs"], app: AppResources): string[] {
  const own = new Set(app.resources.map(({ outputs: { binarySeq } }) => binarySeq));
  const known = new Set(binariesOf(before).map(({ binarySeq }) => binarySeq));
  const others = binariesOf(outputs).filter(({ binarySeq }) => !known.has(binarySeq) && !own.has(binarySeq));
  return others.length === 0
    ? []
    : [
        `Another deployment: since the last \`pulumi up\` somebody registered binary ${others.map(({ binarySeq, versionName }) => `${binarySeq} (version ${code(String(versionName))})`).join(", ")}.`,
      ];
}

function binariesOf({ binaries }: Resource["outputs"]): Record<string, unknown>[] {
  return Array.isArray(binaries) ? binaries.filter(isMap) : [];
}

function itemGuesses({ type }: Resource, state: State, values: readonly DriftedValue[], app: AppResources): string[] {
  const ids = new Set(values.map(({ path }) => path.split(".")[1]));
  const beside = app.resources.filter((each) => each.type === "InAppItem" && each.op === "update").length;
  if (state === "gone")
    return ["Somebody removed the item in the Seller Portal, or another program that uses the API."];
  return (type === "ItemCatalog" ? ids.size : beside) >= MANY_ITEMS
    ? ["Many items at once: a bulk upload in the Seller Portal or another deployment, rather than edits by hand."]
    : [];
}

function rolloutGuesses({ outputs, appliedOutputs }: Resource, values: readonly DriftedValue[]): string[] {
  const value = (path: string) => values.find((each) => each.path === path);
  const rate = value("rate");
  const found: string[] = [];
  if (value("releaseToEveryone")?.store === true)
    found.push(
      "The rollout was finished in the Seller Portal, by another program, or by the store when the next release was published.",
    );
  else if (typeof rate?.program === "number" && typeof rate.store === "number" && rate.store > rate.program)
    found.push(
      "Somebody raised the rollout in the Seller Portal, or another deployment did. A live rate never falls: write the higher one into the program.",
    );
  if (/PAUSED/.test(JSON.stringify(value("binaries")?.store ?? "")))
    found.push("A person paused the binary in the Seller Portal: the API cannot do that.");
  if (appliedOutputs.record === "REGISTRATION" && outputs.record === "SALE")
    found.push("The review ended: the update that held the rollout is published.");
  return found;
}
