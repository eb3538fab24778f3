/** A release of one app, as this studio makes them: a component with the four resources, or three when there is no new build. */
import { ComponentResource } from "@pulumi/pulumi";
import { App, Binary, StagedRollout, Submission } from "pulumi-galaxystore";

export class Release extends ComponentResource {
  /**
   * `contentId`, `whatsNew` (map language -> text), and with a new `build` its `file`, the binaries that it `supersedes`, and the
   * `rate` of its rollout, or `everyone: true` to finish that.
   */
  constructor(name, { contentId, whatsNew, build }, options) {
    super("lumenforge:galaxy:Release", name, {}, options);
    const inside = { parent: this };

    const listings = Object.fromEntries(
      Object.entries(whatsNew).map(([language, text]) => [language, { whatsNew: text }]),
    );
    new App(name, { contentId, listings }, inside);

    let binary;
    if (build !== undefined) {
      const { file, supersedes, rate, everyone } = build;
      binary = new Binary(name, { contentId, file, supersedes }, inside);
      const reach = everyone ? { releaseToEveryone: true } : { rate };
      new StagedRollout(name, { contentId, binaries: [binary.binarySeq], ...reach }, inside);
    }

    const triggers = { whatsNew, ...(binary && { build: binary.sha256 }) };
    new Submission(name, { contentId, triggers, waitFor: "onSale" }, inside);
    this.registerOutputs();
  }
}
