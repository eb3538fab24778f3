/** The order of an app's resources, as the program's side infers it: whatever the order of the text, across components and apps. */

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { App, Binary, StagedRollout, Submission } from "../../provider";

const EMBER = "000001000101";
const LANTERNS = "000001000102";

type Args = { contentId: pulumi.Input<string>; copyDevicesFrom?: pulumi.Input<string> };
const binary = (name: string, args: Args, options?: pulumi.CustomResourceOptions) =>
  new Binary(name, { file: "app.apk", ...args }, options);
const submission = (name: string, args: Args, options?: pulumi.CustomResourceOptions) =>
  new Submission(name, args, options);

class Other extends pulumi.CustomResource {
  constructor(name: string, options?: pulumi.CustomResourceOptions) {
    super("other:index:Thing", name, {}, options);
  }
}
class Group extends pulumi.ComponentResource {
  constructor(name: string, fill: (parent: Group) => void, options?: pulumi.ComponentResourceOptions) {
    super("test:index:Group", name, {}, options);
    fill(this);
    this.registerOutputs({});
  }
}

/** Runs a program; tells for each resource which others were done when it began. */
async function run(program: () => void | Promise<void>): Promise<Map<string, Set<string>>> {
  const began = new Map<string, Set<string>>();
  const done = new Set<string>();
  await pulumi.runtime.setMocks({
    call: () => ({}),
    async newResource({ name, inputs }) {
      began.set(name, new Set(done));
      await setImmediate();
      done.add(name);
      return { id: `${name}-id`, state: inputs };
    },
  });
  const declared: pulumi.Resource[] = [];
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(({ resource }) => {
      declared.push(resource);
      return undefined;
    });
    await program();
    return undefined;
  });
  await new Promise((resolve) => pulumi.all(declared.map((each) => each.urn)).apply(resolve));
  return began;
}

describe("the order of an app's resources", () => {
  /** Fails unless each name began after all those before it were done. */
  const inOrder = (began: Map<string, Set<string>>, ...names: string[]) => {
    for (const [at, name] of names.entries())
      for (const earlier of names.slice(0, at))
        assert.ok(began.get(name)?.has(earlier), `${name} began before ${earlier} was done`);
  };

  it("is App, Binary, StagedRollout, Submission, whatever the order of the program's text", async () => {
    const began = await run(() => {
      submission("submission", { contentId: EMBER });
      new StagedRollout("rollout", { contentId: EMBER, rate: 10 });
      binary("binary", { contentId: EMBER });
      new App("app", { contentId: EMBER });
    });
    inOrder(began, "app", "binary", "rollout", "submission");
  });

  it("waits for every binary of the app", async () => {
    const began = await run(() => {
      submission("submission", { contentId: EMBER });
      binary("phones", { contentId: EMBER });
      binary("watches", { contentId: EMBER });
    });
    inOrder(began, "phones", "submission");
    inOrder(began, "watches", "submission");
  });

  it("knows the app by its outputs, by those of its other resources, and by the text that the App names", async () => {
    const began = await run(() => {
      const app = new App("app", { contentId: EMBER });
      submission("submission", { contentId: EMBER });
      const first = binary("binary", { contentId: app.id.apply((id) => id) });
      new StagedRollout("rollout", { contentId: first.contentId, rate: 10 });
    });
    inOrder(began, "app", "binary", "rollout", "submission");
  });

  it("knows an app that is named by its package only by the outputs of the App", async () => {
    const began = await run(() => {
      const app = new App("app", { packageName: "com.example.game" });
      submission("submission", { contentId: app.contentId });
      binary("binary", { contentId: app.contentId });
    });
    inOrder(began, "app", "binary", "submission");
  });

  it("knows an app by an output of elsewhere when it is one and the same", async () => {
    const began = await run(() => {
      const contentId = pulumi.secret(EMBER);
      submission("submission", { contentId });
      binary("binary", { contentId });
    });
    inOrder(began, "binary", "submission");
  });

  it("keeps apps apart", async () => {
    const began = await run(() => {
      submission("submission", { contentId: EMBER });
      const slow = new Other("slow");
      binary("other app", { contentId: LANTERNS }, { dependsOn: slow });
    });
    assert.ok(!began.get("submission")?.has("other app"));
  });

  it("keeps what the program itself says in dependsOn, in each of its forms", async () => {
    const began = await run(() => {
      const [one, two, three, four] = [new Other("one"), new Other("two"), new Other("three"), new Other("four")];
      new App("app", { contentId: EMBER });
      binary("a", { contentId: EMBER }, { dependsOn: one });
      binary("b", { contentId: EMBER }, { dependsOn: [two, Promise.resolve(three)] });
      binary("c", { contentId: EMBER }, { dependsOn: pulumi.output([four]) });
    });
    inOrder(began, "one", "a");
    inOrder(began, "two", "b");
    inOrder(began, "three", "b");
    inOrder(began, "four", "c");
    for (const name of ["a", "b", "c"]) inOrder(began, "app", name);
  });

  it("gives way to a program that says the opposite, by dependsOn, by inputs or through others", async () => {
    for (const late of [
      (other: Submission) => binary("late", { contentId: EMBER }, { dependsOn: other }),
      (other: Submission) => binary("late", { contentId: EMBER }, { dependsOn: Promise.resolve([other]) }),
      (other: Submission) => binary("late", { contentId: EMBER, copyDevicesFrom: other.contentId }),
      (other: Submission) => binary("late", { contentId: EMBER }, { parent: other }),
      (other: Submission) =>
        binary("late", { contentId: EMBER }, { dependsOn: new Other("between", { dependsOn: other }) }),
      (other: Submission) =>
        new Group("group", (parent) => binary("late", { contentId: EMBER }, { parent }), { dependsOn: other }),
    ]) {
      const began = await run(() => {
        const other = submission("submission", { contentId: EMBER });
        late(other);
        new StagedRollout("rollout", { contentId: EMBER, rate: 10 });
      });
      inOrder(began, "rollout", "submission", "late");
    }
  });

  it("never closes a circle, also not one of several inferred waits", async () => {
    const began = await run(() => {
      const rollout = new StagedRollout("rollout", { contentId: EMBER, rate: 10 });
      new App("app", { contentId: EMBER }, { dependsOn: rollout });
      binary("binary", { contentId: EMBER });
    });
    inOrder(began, "binary", "rollout", "app");
  });

  it("holds within components and between them", async () => {
    const began = await run(() => {
      const release = new Group("release", (parent) => {
        submission("submission", { contentId: EMBER }, { parent });
        new Group("packages", (inner) => binary("binary", { contentId: EMBER }, { parent: inner }), { parent });
      });
      new Group("listing", (parent) => new App("app", { contentId: EMBER }, { parent }));
      new Other("after", { dependsOn: release });
    });
    inOrder(began, "app", "binary", "submission", "after");
  });

  it("gives way to a component that waits for another one", async () => {
    const began = await run(() => {
      const ship = new Group("ship", (parent) => submission("submission", { contentId: EMBER }, { parent }));
      new Group("watch", (parent) => new StagedRollout("rollout", { contentId: EMBER, rate: 10 }, { parent }), {
        dependsOn: ship,
      });
    });
    inOrder(began, "submission", "rollout");
  });

  it("counts what an asynchronous program has declared so far", async () => {
    const began = await run(async () => {
      new App("app", { contentId: EMBER });
      await setImmediate();
      binary("binary", { contentId: EMBER });
      await setImmediate();
      submission("submission", { contentId: EMBER });
    });
    inOrder(began, "app", "binary", "submission");
  });
});
