/** Serves a resource to Pulumi's dynamic provider: plain property bags in and out, the engine's unknowns, and errors in words. */

import { type Lifecycle, messageOf, PartlyDone, type Stored, UNKNOWN, type Values } from "../lifecycle";
import type { StoreSession } from "../session";
import { type Settings, sessionFor } from "../settings";
import { isMap, mapValues, omit, pick, withoutUndefined } from "../values";

/** The text by which the engine stands in for a value that it does not know yet. [pulumi: runtime/rpc, unknownValue] */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Properties = Record<string, unknown>;

/** What the engine calls on a dynamic provider; a subset of `pulumi.dynamic.ResourceProvider`. */
export interface DynamicProvider {
  configure(request: { config: { get(key: string): string | undefined } }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces: string[] }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<{ id: string; props: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

interface CheckFailure {
  property: string;
  reason: string;
}

export function dynamicProvider<Inputs extends object, Outputs extends object>(
  lifecycle: Lifecycle<Inputs, Outputs>,
): DynamicProvider {
  // The engine may call before configure has returned, so configure only notes the settings; nothing is connected yet.
  let settings: Settings = { get: () => undefined };
  const session = (): StoreSession => sessionFor(settings);

  const stored = (properties: Properties): Stored<Inputs, Outputs> => {
    const known = omit(properties, ENGINE_KEYS);
    return {
      inputs: pick(known, lifecycle.inputNames) as Inputs,
      outputs: omit(known, lifecycle.inputNames) as Outputs,
    };
  };
  const inputsOf = (properties: Properties) => omit(properties, ENGINE_KEYS) as Inputs;

  return {
    async configure({ config }) {
      settings = { get: (key) => config.get(`galaxystore:${key}`) };
    },

    check: (olds, news) =>
      worded(async () => {
        const given = fromEngine(inputsOf(news));
        const { inputs, problems } = await lifecycle.check(given, inputsOf(olds) as Values);
        const object = lifecycle.describe(given);
        return {
          inputs: toEngine(inputs) as Properties,
          // Without a property name the engine prints the reason alone, not the value (which may be long, or a map).
          failures: problems.map(({ path, reason }) => ({
            property: "",
            reason: `${object}: ${path} ${reason}`.replace(":  ", ": "),
          })),
        };
      }),

    diff: (id, olds, news) =>
      worded(async () => {
        const { changes, replaces = [], notice } = lifecycle.diff(id, stored(olds), fromEngine(inputsOf(news)));
        // The engine shows what is printed here under the stack.
        if (notice !== undefined) console.log(notice);
        return { changes: changes || replaces.length > 0, replaces: [...replaces] };
      }),

    create: (inputs) =>
      worded(async () => {
        const { id, ...result } = await keepingEngineKeys(inputs, () => lifecycle.create(session(), inputsOf(inputs)));
        return { id, outs: flat(result) };
      }),

    read: (id, props) =>
      worded(async (): Promise<{ id: string; props: Properties; inputs?: Properties }> => {
        const live = await lifecycle.read(session(), id, stored(props));
        // An empty id tells the engine that the object is gone.
        if (live === undefined) return { id: "", props: {} };
        return { id, props: flat(live), inputs: flat({ inputs: live.inputs, outputs: {} }) };
      }),

    update: (id, olds, news) =>
      worded(async () => {
        const update = () => lifecycle.update(session(), id, stored(olds), inputsOf(news));
        return { outs: flat(await keepingEngineKeys(news, update)) };
      }),

    delete: (id, props) => worded(() => lifecycle.delete(session(), id, stored(props))),
  };
}

const ENGINE_KEYS = new Set(["__provider", "id", "urn"]);

function flat({ inputs, outputs }: Stored<object, object>): Properties {
  return withoutUndefined({ ...inputs, ...outputs });
}

function fromEngine(value: unknown): Values {
  return convert(value, (each) => (each === UNKNOWN_TEXT ? UNKNOWN : each)) as Values;
}

function toEngine(value: unknown): unknown {
  return withoutUndefined(convert(value, (each) => (each === UNKNOWN ? UNKNOWN_TEXT : each)));
}

function convert(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => convert(each, leaf));
  return isMap(value) ? mapValues(value, (each) => convert(each, leaf)) : leaf(value);
}

/** Work done in part reaches the engine as an initialization error; the stored properties need `__provider` for later. */
async function keepingEngineKeys<T>(properties: Properties, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PartlyDone)) throw error;
    const { id, reasons } = error;
    const kept = { ...flat(error.stored), ...pick(properties, new Set(["__provider"])) };
    throw Object.assign(new WordedError(error.message), { id, reasons: [...reasons], properties: kept });
  }
}

/**
 * An error as the engine shows it: the message, no stack. On some paths Pulumi's dynamic provider also prints
 * `${error}: ${error.stack}` as a line of its own; it gets words that point to the message in place of a second copy.
 */
class WordedError extends Error {
  constructor(message: string) {
    super(message);
    this.stack = "failed, see the error";
  }

  override toString(): string {
    return "Galaxy Store";
  }
}

async function worded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WordedError) throw error;
    throw new WordedError(messageOf(error));
  }
}
