/** One resource under the engine's rules, without the engine: each call is an operation of its own, as a fresh process would do it. */

import assert from "node:assert/strict";
import { type Lifecycle, PartlyDone, type Problem, type Stored, type Values } from "../../../provider/lifecycle";
import { StoreSession, type Waiting } from "../../../provider/session";
import { GalaxyStore } from "../../../sdk";
import type { Account, TestStore } from "../../support/testStore";

/** Mistakes in the inputs, which fail the preview. */
export class Mistakes extends Error {
  constructor(object: string, problems: readonly Problem[]) {
    super(problems.map(({ path, reason }) => `${object}: ${path} ${reason}`).join("\n"));
  }
}

export class Managed<Inputs extends object, Outputs extends object> {
  id: string | undefined;
  state: Stored<Inputs, Outputs> | undefined;
  /** The session of the run that this is part of; without one each operation has its own. */
  shared: StoreSession | undefined;
  /** The engine updates what was done in part also when nothing differs. */
  #unfinished = false;

  constructor(
    private readonly store: TestStore,
    private readonly lifecycle: Lifecycle<Inputs, Outputs>,
    private readonly account: Account = store.account(),
    /** How the sessions wait between two looks at the store. */
    private readonly waiting: Partial<Waiting> = {},
  ) {}

  /** Reads and writes of one run of the engine share a session; waits between retries are not slept. */
  session(): StoreSession {
    if (this.shared !== undefined) return this.shared;
    const { serviceAccountId, privateKey } = this.account;
    return new StoreSession(
      async () => new GalaxyStore({ serviceAccountId, privateKey, endpoint: this.store.url, sleep: async () => {} }),
      this.waiting,
    );
  }

  /** Mistakes in the inputs, each as the engine would print it. */
  async problems(inputs: Values): Promise<string[]> {
    const { problems } = await this.lifecycle.check(inputs, this.#oldInputs());
    return problems.map(({ path, reason }) => `${path} ${reason}`.trim());
  }

  /**
   * Checks, then creates, replaces or updates when something differs. True when it did.
   *
   * @param atTheEnd the engine deletes what was replaced when everything else of the run is done
   */
  async up(inputs: Values, atTheEnd: (work: () => Promise<void>) => unknown = (work) => work()): Promise<boolean> {
    const next = await this.#checked(inputs, this.#oldInputs());
    if (this.id === undefined || this.state === undefined) return this.#create(next);
    const { id, state: old } = this;
    const { changes, replaces = [] } = this.lifecycle.diff(id, old, { ...next } as Values);
    if (replaces.length > 0) {
      // The engine checks what replaces another object anew, without old inputs.
      await this.#create(await this.#checked(inputs, {}));
      await atTheEnd(() => this.lifecycle.delete(this.session(), id, old));
      return true;
    }
    if (!changes && !this.#unfinished) return false;
    this.state = await this.#keepingParts(() => this.lifecycle.update(this.session(), id, old, next));
    return true;
  }

  async #create(next: Inputs): Promise<true> {
    const { id, ...state } = await this.#keepingParts(() => this.lifecycle.create(this.session(), next));
    this.id = id;
    this.state = state;
    return true;
  }

  async #checked(inputs: Values, old: Values): Promise<Inputs> {
    const checked = await this.lifecycle.check(inputs, old);
    if (checked.problems.length > 0) throw new Mistakes(this.lifecycle.describe(inputs), checked.problems);
    return checked.inputs as Inputs;
  }

  #oldInputs(): Values {
    return { ...this.state?.inputs };
  }

  /** What the store now says of the managed inputs, or undefined when the object is gone. */
  async read(): Promise<Inputs | undefined> {
    assert.ok(this.id !== undefined && this.state !== undefined, "nothing was created");
    return (await this.lifecycle.read(this.session(), this.id, this.state))?.inputs;
  }

  /** Takes over what the store says, as `pulumi refresh` does. */
  async refresh(): Promise<void> {
    assert.ok(this.id !== undefined && this.state !== undefined, "nothing was created");
    this.state = await this.lifecycle.read(this.session(), this.id, this.state);
    // The engine drops the errors of a resource that could be read.
    this.#unfinished = false;
    if (this.state === undefined) this.id = undefined;
  }

  /** Whether a nightly drift check would raise the alarm for these inputs. */
  async drifts(): Promise<boolean> {
    const before = this.state;
    assert.ok(this.id !== undefined && before !== undefined, "nothing was created");
    const live = await this.lifecycle.read(this.session(), this.id, before);
    return live === undefined || this.lifecycle.diff(this.id, live, { ...before.inputs } as Values).changes;
  }

  async delete(): Promise<void> {
    assert.ok(this.id !== undefined && this.state !== undefined, "nothing was created");
    await this.lifecycle.delete(this.session(), this.id, this.state);
    this.id = undefined;
    this.state = undefined;
  }

  /** Work done in part is kept, as the engine keeps it. */
  async #keepingParts<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.#unfinished = false;
      return result;
    } catch (error) {
      if (error instanceof PartlyDone) {
        this.#unfinished = true;
        this.id = error.id;
        this.state = error.stored as Stored<Inputs, Outputs>;
      }
      throw error;
    }
  }
}
