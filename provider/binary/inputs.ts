/** The inputs of a binary: what each may be, and what check finds out about the file. */

import type { z } from "zod";
import { binarySeq, contentId, flag, inputMap, listOf, problemsOf, text } from "../check";
import { type Declared, declaredOf } from "../declared";
import { type Problem, UNKNOWN, type Values } from "../lifecycle";
import { isMadeFrom } from "./names";
import { inspectPackage, type PackageFacts } from "./packageFile";
import { takeReplaced } from "./replacements";
import { misfit, takenVersion } from "./rules";

export interface BinaryInputs extends PackageFacts {
  contentId: string;
  file: string;
  usesGoogleServices?: boolean;
  copyDevicesFrom?: string;
  keepSuperseded?: boolean;
  supersedes?: string[];
  adopt?: boolean;
  duringRollout?: boolean;
  /** Filled in by check, like the facts of the package. */
  sha256: string;
  /** Filled in by check: versionCode of the file that this one takes the place of. */
  replacedVersion?: string;
}

const SHAPE = {
  contentId,
  file: text().min(1, "must be the path of an APK or AAB"),
  usesGoogleServices: flag().optional(),
  copyDevicesFrom: binarySeq.optional(),
  keepSuperseded: flag().optional(),
  supersedes: listOf(binarySeq).optional(),
  adopt: flag().optional(),
  duringRollout: flag().optional(),
};

const SCHEMA: z.ZodType = inputMap(SHAPE);

const FOUND_IN_CHECK = ["sha256", "packageName", "versionCode", "versionName", "replacedVersion"] as const;

export const BINARY_INPUT_NAMES: ReadonlySet<string> = new Set([...Object.keys(SHAPE), ...FOUND_IN_CHECK]);

/** The inputs with what the file says, and all mistakes that can be known without the store. */
export async function checkBinary(
  inputs: Values,
  old: Partial<BinaryInputs>,
): Promise<{ inputs: Values; problems: Problem[] }> {
  const problems = problemsOf(SCHEMA, inputs);
  const { file } = inputs;
  if (typeof file !== "string" || problems.some(({ path }) => path === "file")) return { inputs, problems };
  const read = await inspectPackage(file);
  if ("problem" in read) {
    problems.push({ path: "file", reason: `names a file that cannot be used: ${read.problem}` });
    return { inputs, problems };
  }
  const found = sameVersionAdopted(inputs, read, old) ? { ...read, sha256: old.sha256 ?? read.sha256 } : read;
  const replacedVersion = replacedVersionOf(inputs, found.sha256, old);
  const wrong = found.sha256 === old.sha256 ? undefined : offlineMisfit(inputs, { file, ...found }, old);
  if (wrong !== undefined)
    problems.push({ path: "file", reason: `names a file that cannot be used: ${file} ${wrong}` });
  return { inputs: { ...inputs, ...found, ...(replacedVersion !== undefined && { replacedVersion }) }, problems };
}

/** With adopt, a version that was built again is the binary that stands: the store takes no version twice. */
function sameVersionAdopted(inputs: Values, read: PackageFacts, old: Partial<BinaryInputs>): boolean {
  const sameApp = inputs.contentId === UNKNOWN || inputs.contentId === old.contentId;
  return inputs.adopt === true && sameApp && read.versionCode === old.versionCode;
}

/** Carried over while the file stays the same, so that an interrupted removal is finished by a later run. */
function replacedVersionOf(inputs: Values, sha256: string, old: Partial<BinaryInputs>): string | undefined {
  if (old.sha256 === sha256) return old.replacedVersion;
  if (old.versionCode !== undefined) return inputs.contentId === old.contentId ? old.versionCode : undefined;
  return takeReplaced(inputs.contentId, sha256);
}

/** Held against what the last `up` knew: of this resource, and of the app when the program declares it as well. */
function offlineMisfit(
  inputs: Values,
  candidate: PackageFacts & { file: string; sha256: string },
  old: Partial<BinaryInputs>,
): string | undefined {
  const { contentId } = inputs;
  if (typeof contentId !== "string") return undefined;
  return (
    (old.contentId === contentId ? misfitBesideOld(candidate, old) : undefined) ??
    misfitBesideKnown(inputs, candidate, declaredOf(contentId).known)
  );
}

function misfitBesideOld(candidate: PackageFacts & { file: string }, old: Partial<BinaryInputs>): string | undefined {
  if (old.versionCode === candidate.versionCode)
    return `has versionCode ${candidate.versionCode} like the file that was uploaded before, but another content, and the store registers no version twice; build it with a higher versionCode, or set adopt: true to keep the binary that stands`;
  const before = [{ binarySeq: "of this resource", versionCode: old.versionCode, fileName: old.file }];
  return misfit(candidate, { packageName: old.packageName, binaries: before, beside: [] });
}

function misfitBesideKnown(
  inputs: Values,
  candidate: PackageFacts & { file: string; sha256: string },
  known: Declared["known"],
): string | undefined {
  if (known === undefined) return undefined;
  const same = known.binaries.find(({ versionCode }) => versionCode === candidate.versionCode);
  // State from before file names were kept does not tell: the store is asked in `up`.
  const foreign = same?.fileName && !isMadeFrom(same.fileName, candidate) && inputs.adopt !== true;
  const wrong = foreign
    ? takenVersion(candidate, same)
    : same === undefined && misfit(candidate, { ...known, beside: known.binaries });
  return wrong ? `${wrong} (as of the last up; run \`pulumi refresh\` when the store has changed since)` : undefined;
}
