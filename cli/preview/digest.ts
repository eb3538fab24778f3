/** A preview as the engine's JSON tells it: what each of the store's resources is, was and will be, and what was said meanwhile. */

import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import type { Values } from "../../provider/lifecycle";
import { omit } from "../../provider/values";

const Properties = z.record(z.string(), z.unknown()).nullish();
const State = z.object({
  id: z.string().optional(),
  inputs: Properties,
  outputs: Properties,
  modified: z.string().optional(),
  dependencies: z.array(z.string()).nullish(),
});
const Step = z.object({
  op: z.string(),
  urn: z.string(),
  oldState: State.nullish(),
  newState: State.nullish(),
});
const Diagnostic = z.object({ urn: z.string().optional(), message: z.string(), severity: z.string() });
const Digest = z
  .object({ steps: z.array(Step).nullish(), diagnostics: z.array(Diagnostic).nullish() })
  .refine(({ steps, diagnostics }) => steps != null || diagnostics != null, "holds no steps");

type Step = z.infer<typeof Step>;

export const TYPES = ["App", "InAppItem", "ItemCatalog", "Binary", "StagedRollout", "BetaTest", "Submission"] as const;
export type ResourceType = (typeof TYPES)[number];

/** One resource of the store in a preview. */
export interface Resource {
  readonly urn: string;
  readonly type: ResourceType;
  readonly name: string;
  readonly id: string | undefined;
  readonly op: "create" | "update" | "delete" | "replace" | "same";
  /** The inputs of the last `up`; only when the preview has read the store, which may have something else since. */
  readonly applied: Values | undefined;
  readonly appliedOutputs: Values;
  /** When the stack last noted it. */
  readonly appliedAt: string | undefined;
  /** The inputs as the store has them, or as of the last `up`; undefined when it is not in the stack. */
  readonly before: Values | undefined;
  readonly outputs: Values;
  /** The inputs of the program; undefined when it declares the resource no longer. */
  readonly after: Values | undefined;
  readonly dependencies: readonly string[];
}

/** A resource that is not of the store. */
interface OtherChange {
  readonly op: string;
  readonly type: string;
  readonly name: string;
}

interface Problem {
  /** Name of the resource; undefined when it is none of a resource. */
  readonly resource: string | undefined;
  readonly message: string;
}

export interface Preview {
  /** `project/stack`; undefined when the preview ended before its first step. */
  readonly stack: string | undefined;
  readonly resources: readonly Resource[];
  readonly others: readonly OtherChange[];
  /** Why it failed; empty when it did not. */
  readonly problems: readonly Problem[];
  /** What the resources said that is no problem. */
  readonly notes: readonly string[];
  /** Whether it has read the store first. */
  readonly refreshed: boolean;
}

/** What the engine shows in place of a secret. */
export const SECRET = "[secret]";

/** What the engine shows in place of a value that comes out of the run itself. [pulumi: unknownValue] */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The text is no JSON of a preview. */
export class NoPreview extends Error {}

export function parsePreview(text: string): Preview {
  const digest = Digest.safeParse(jsonOf(text));
  if (!digest.success) {
    const [issue] = digest.error.issues;
    throw new NoPreview(`it is no preview of the engine: ${issue?.path.join(".") || "it"} ${issue?.message ?? ""}`);
  }
  const steps = digest.data.steps ?? [];
  const byUrn = new Map<string, Step[]>();
  for (const step of steps) byUrn.set(step.urn, [...(byUrn.get(step.urn) ?? []), step]);
  const [head] = (steps[0]?.urn ?? "").split("::", 2);
  const project = steps[0]?.urn.split("::", 2)[1];
  const found = [...byUrn].map(([urn, own]) => ({ ...named(urn), own }));
  const resources = found.flatMap(({ own, ...names }) => resourceOf(names, own) ?? []);
  return {
    stack: head && project ? `${project}/${head.replace(/^urn:pulumi:/, "")}` : undefined,
    resources,
    others: found.flatMap(({ own, ...names }) => otherOf(names, own) ?? []),
    ...saidIn(digest.data.diagnostics ?? []),
    refreshed: steps.some(({ op }) => op === "refresh"),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new NoPreview(text.trim() === "" ? "it is empty" : "it is not JSON; make it with `pulumi preview --json`");
  }
}

function named(urn: string): { urn: string; fullType: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { urn, fullType: types.split("$").at(-1) ?? "", name: name.join("::") };
}

const PREFIX = "pulumi-nodejs:dynamic/galaxystore:";

function typeOf(fullType: string): ResourceType | undefined {
  return fullType.startsWith(PREFIX) ? TYPES.find((type) => fullType === `${PREFIX}${type}`) : undefined;
}

const OPS: Readonly<Record<string, Resource["op"]>> = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  same: "same",
};

function resourceOf({ urn, fullType, name }: ReturnType<typeof named>, steps: readonly Step[]): Resource | undefined {
  const type = typeOf(fullType);
  if (type === undefined) return undefined;
  const refresh = steps.find(({ op }) => op === "refresh");
  // The last one counts: what a refresh does not find is deleted first, and then created.
  const step = steps.findLast(({ op }) => OPS[op] !== undefined);
  const op = step === undefined ? undefined : OPS[step.op];
  if (step === undefined || op === undefined) return undefined;
  const applied = refresh?.oldState ?? undefined;
  const old = op === "create" ? undefined : (step.oldState ?? undefined);
  return {
    urn,
    type,
    name,
    id: old?.id ?? applied?.id,
    op,
    applied: applied && own(applied.inputs),
    appliedOutputs: own(applied?.outputs),
    appliedAt: applied?.modified,
    before: old && own(old.inputs),
    outputs: own(old?.outputs),
    after: op === "delete" ? undefined : own(step.newState?.inputs),
    dependencies: (step.newState ?? old)?.dependencies ?? [],
  };
}

const ENGINE_KEYS = new Set(["__provider"]);

function own(properties: z.infer<typeof Properties>): Values {
  return omit(properties ?? {}, ENGINE_KEYS);
}

function otherOf({ fullType, name }: ReturnType<typeof named>, steps: readonly Step[]): OtherChange | undefined {
  if (fullType === "pulumi:pulumi:Stack" || fullType.startsWith("pulumi:providers:")) return undefined;
  if (typeOf(fullType) !== undefined) return undefined;
  const step = steps.findLast(({ op }) => op !== "refresh" && op !== "same" && op !== "read");
  return step && { op: OPS[step.op] ?? step.op, type: fullType, name };
}

/** What the provider says beside an error, and what the engine says at the end of any. */
const EMPTY_WORDS = /^(Galaxy Store: failed, see the error|preview failed)$/;

function saidIn(diagnostics: readonly z.infer<typeof Diagnostic>[]): Pick<Preview, "problems" | "notes"> {
  const problems = new Map<string, Problem>();
  const notes = new Set<string>();
  for (const { urn, message, severity } of diagnostics) {
    const text = worded(message);
    if (text === "" || EMPTY_WORDS.test(text)) continue;
    const resource = urn === undefined ? undefined : named(urn).name;
    if (severity === "error") problems.set(`${resource} ${text}`, { resource, message: text });
    // Sentences that come at the same time arrive as one; what goes on in the next line is indented.
    else for (const note of text.split(/\n+(?=\S)/)) notes.add(note);
  }
  const failed = diagnostics.some(({ severity }) => severity === "error");
  if (failed && problems.size === 0) problems.set("", { resource: undefined, message: "the preview failed" });
  return { problems: [...problems.values()], notes: [...notes] };
}

function worded(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/^(error|warning): /, "")
    .replace(/^Preview failed: /, "")
    .replace(/^\S+ resource '.*?' has a problem: /, "")
    .trim();
}
