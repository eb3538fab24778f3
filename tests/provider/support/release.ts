/** A program for the release of one app, brought to state run by run as the engine does it: in order, in one session, from state to state. */

import { app } from "../../../provider/app";
import { binary } from "../../../provider/binary";
import { forgetDeclared } from "../../../provider/declared";
import type { Lifecycle, Values } from "../../../provider/lifecycle";
import { StoreSession, type Waiting } from "../../../provider/session";
import { stagedRollout } from "../../../provider/stagedRollout";
import { submission } from "../../../provider/submission";
import { GalaxyStore, type GalaxyStoreOptions } from "../../../sdk";
import type { TestStore } from "../../support/testStore";
import { Managed } from "./managed";
import { playing } from "./reviews";

/** What later resources of a program use of its binary. */
interface Standing {
  readonly binarySeq: string;
  readonly sha256: string;
}

type Part = Values | ((binary: Standing) => Values);

/** The resources that a program declares; what is left out is not, or no longer, in it. */
export interface Program {
  app?: Values;
  binary?: Values;
  rollout?: Part;
  submission?: Part;
}

/** Brought to state in this order. */
const ORDER = ["app", "binary", "rollout", "submission"] as const;
export type ResourceName = (typeof ORDER)[number];

interface Surroundings {
  /** How the run waits for the review. */
  waiting?: Waiting;
  /** What the SDK's client is told beyond account and endpoint; by itself it does not sleep. */
  client?: GalaxyStoreOptions;
}

type Of<Kind> = Kind extends Lifecycle<infer Inputs, infer Outputs> ? Managed<Inputs, Outputs> : never;

export class Release {
  readonly app: Of<typeof app>;
  readonly binary: Of<typeof binary>;
  readonly rollout: Of<typeof stagedRollout>;
  readonly submission: Of<typeof submission>;

  constructor(
    private readonly store: TestStore,
    private readonly surroundings: Surroundings = {},
  ) {
    this.app = new Managed(store, app);
    this.binary = new Managed(store, binary);
    this.rollout = new Managed(store, stagedRollout);
    this.submission = new Managed(store, submission);
  }

  /** One `pulumi up`: the names of the resources that it changed. The first that fails ends it. */
  async up(program: Program, { refresh = false } = {}): Promise<ResourceName[]> {
    this.#begin();
    if (refresh) await this.#refresh();
    const changed: ResourceName[] = [];
    const atTheEnd: (() => Promise<void>)[] = [];
    for (const name of ORDER) {
      const inputs = this.#inputs(program[name]);
      if (inputs !== undefined && (await this[name].up(inputs, (work) => atTheEnd.push(work)))) changed.push(name);
    }
    for (const work of atTheEnd) await work();
    for (const name of [...ORDER].reverse())
      if (program[name] === undefined && this[name].id !== undefined) await this[name].delete();
    return changed;
  }

  /** The resources of which the store holds something else than the last run left. */
  async drifting(): Promise<ResourceName[]> {
    this.#begin();
    const found: ResourceName[] = [];
    for (const name of ORDER) if (this[name].id !== undefined && (await this[name].drifts())) found.push(name);
    return found;
  }

  async #refresh(): Promise<void> {
    for (const name of ORDER) if (this[name].id !== undefined) await this[name].refresh();
  }

  /** A run is a process of its own: it knows nothing of what another one declared, and shares one session. */
  #begin(): void {
    forgetDeclared();
    const { serviceAccountId, privateKey } = this.store.account();
    const account = { serviceAccountId, privateKey, endpoint: this.store.url };
    const api = new GalaxyStore({ ...account, sleep: async () => {}, ...this.surroundings.client });
    const session = new StoreSession(async () => api, this.surroundings.waiting ?? playing());
    for (const name of ORDER) this[name].shared = session;
  }

  #inputs(part: Part | undefined): Values | undefined {
    if (typeof part !== "function") return part;
    const { inputs, outputs } = this.binary.state ?? {};
    return part({ binarySeq: outputs?.binarySeq ?? "", sha256: inputs?.sha256 ?? "" });
  }
}
