/** People beside the program of a release: in the Seller Portal, in the review, and with another client of the API. */

import assert from "node:assert/strict";
import { GalaxyStore } from "../../../sdk";
import { ROLLOUT_RATE_STATUSES } from "../../../sdk/facts/states";
import type { TestStore } from "../../support/testStore";
import type { PackageFolder } from "./packageFolder";
import { type Act, FIRST_VERSION, HELPER, type Outcome, PACKAGE } from "./releaseSteps";

/** What they cannot do at the moment, they do not do. */
export class People {
  #portalVersion = FIRST_VERSION + 5;

  constructor(
    private readonly store: TestStore,
    private readonly packages: PackageFolder,
  ) {}

  /** True when it was possible. */
  async act(step: Act): Promise<boolean> {
    try {
      await this.#act(step);
      return true;
    } catch {
      return false;
    }
  }

  async decide(decision: Outcome): Promise<void> {
    await this.act({ kind: "review", ...decision });
  }

  async #act(step: Act): Promise<void> {
    const { store } = this;
    switch (step.kind) {
      case "portal": {
        const record = step.appStatus === undefined ? "" : `?appStatus=${step.appStatus}`;
        await store.control("PATCH", `/apps/${HELPER}${record}`, step.body);
        return;
      }
      case "portal rollout":
        await this.#editRollout(step.record, step.what);
        return;
      case "remove binary": {
        const newest = (await store.update(HELPER)).binaries.at(-1);
        await this.#client().binaries.remove({ contentId: HELPER, binarySeq: newest?.binarySeq ?? "" });
        return;
      }
      case "add binary": {
        const { binaries } = await store.update(HELPER);
        const newest = Math.max(...binaries.map((each) => Number(each.versionCode)), this.#portalVersion);
        this.#portalVersion = newest + 1;
        const path = this.packages.build(`portal-${this.#portalVersion}.apk`, PACKAGE, this.#portalVersion);
        const { fileKey } = await this.#client().uploads.file({ path });
        await this.#client().binaries.add({ contentId: HELPER, fileKey, gms: false });
        return;
      }
      case "act":
        await store.control("POST", `/apps/${HELPER}/${step.path}`, {});
        return;
      case "portal submits":
        await this.#client().apps.submit(HELPER);
        return;
      case "portal publishes":
        await this.#client().apps.setStatus(HELPER, "FOR_SALE");
        return;
      case "review": {
        const { kind: _, ...decision } = step;
        await store.control("POST", `/apps/${HELPER}/review`, decision);
      }
    }
  }

  async #editRollout(record: "SALE" | "REGISTRATION", what: string): Promise<void> {
    const app = await this.store.app(HELPER);
    const edited = record === "SALE" ? app.sale : app.registration;
    // While an update is in review nobody can see its rollout, nor change it.
    assert.ok(ROLLOUT_RATE_STATUSES.includes(edited?.contentStatus ?? ""));
    const rolling = edited?.binaries.filter(({ rolloutStatus }) => rolloutStatus !== "DISABLED") ?? [];
    const newest = (rolling.at(-1) ?? edited?.binaries.at(-1))?.binarySeq ?? "";
    const { rate = 0, countries = {} } = edited?.rollout ?? {};
    const rollout = {
      raise: { rate: Math.min(rate + 7, 99), countries, binaries: { [newest]: "ENABLED" } },
      pause: { binaries: { [newest]: "PAUSED" } },
      resume: { binaries: { [newest]: "ENABLED" } },
      remove: { binaries: { [newest]: "DISABLED" } },
      finish: { enabled: false },
    }[what];
    await this.store.control("PATCH", `/apps/${HELPER}?appStatus=${record}`, { rollout });
  }

  #client(): GalaxyStore {
    const { serviceAccountId, privateKey } = this.store.account();
    return new GalaxyStore({ serviceAccountId, privateKey, endpoint: this.store.url, retries: 0 });
  }
}
