/** examples/12-ci: the jobs of its workflow files, run line by line for each event, against a store, a bare remote and a host of comments and issues. */

import assert from "node:assert/strict";
import { Team } from "./support/ci/team";

const EMBER = "000001000101";
const PACKAGE = "com.lumenforge.emberisles";
const PREVIEW = "<!-- galaxystore:preview-comment production -->";
const DRIFT = "<!-- galaxystore:drift-issue production -->";

describe("example 12-ci", function () {
  this.timeout(300_000);
  let team: Team;

  const pouch = async () => (await team.store.items(PACKAGE)).get("ember_pouch")?.usdPrice;
  const ofPullRequest = (branch: string, fork = false) =>
    team.github("galaxy-store", {
      name: "pull_request",
      branch,
      number: 1,
      commit: team.repository.mergePreview(branch),
      fork,
    });
  const ofMerge = (commit: string) => team.github("galaxy-store", { name: "push", commit });
  const atNight = (key?: Record<string, string>) =>
    team.github("drift", { name: "schedule", commit: team.repository.newest() }, key);

  describe("on GitHub", () => {
    let merged: string;
    before(async () => {
      team = await Team.start();
    });
    after(() => team?.stop());

    it("takes the store over as it is, when main is pushed for the first time", async () => {
      merged = team.repository.newest();
      const jobs = await ofMerge(merged);
      assert.equal(jobs.get("up")?.code, 0, jobs.get("up")?.output);
      assert.equal(jobs.get("up")?.environment, "galaxy-store");
      assert.equal(jobs.get("preview")?.environment, undefined);
      assert.deepEqual(await team.store.writes(), []);
    });

    it("tells a pull request what it would do, without the store's key and without asking the store", async () => {
      await team.store.forgetRequests();
      team.host.somebodySays(`${PREVIEW}\nmine`);
      team.repository.propose("dearer", "index.ts", "usdPrice: 0.99", "usdPrice: 1.09");
      const jobs = await ofPullRequest("dearer");
      const preview = jobs.get("preview");
      assert.equal(preview?.code, 0, preview?.output);
      assert.deepEqual([...jobs.keys()], ["preview"]);
      assert.equal(team.host.comments.length, 2);
      const comment = team.host.comments[1]?.body ?? "";
      assert.ok(comment.startsWith(PREVIEW));
      assert.match(comment, /1\.09/);
      assert.equal(preview?.summary.trim(), comment.trim());
      assert.deepEqual(await team.store.requests(), []);
    });

    it("brings that comment up to date with the next push, also when an answer gets lost, and leaves others alone", async () => {
      team.repository.amend("dearer", "index.ts", "usdPrice: 1.09", "usdPrice: 1.19");
      team.host.losesAnswers = 1;
      const jobs = await ofPullRequest("dearer");
      assert.equal(jobs.get("preview")?.code, 0, jobs.get("preview")?.output);
      assert.equal(team.host.comments.length, 2);
      assert.equal(team.host.comments[0]?.body, `${PREVIEW}\nmine`);
      assert.match(team.host.comments[1]?.body ?? "", /1\.19/);
    });

    it("says in the comment when the preview fails, and fails", async () => {
      team.repository.propose("wrong", "index.ts", "usdPrice: 0.99", "usdPrice: 5000");
      const jobs = await ofPullRequest("wrong");
      assert.notEqual(jobs.get("preview")?.code, 0);
      assert.equal(team.host.comments.length, 2);
      assert.match(team.host.comments[1]?.body ?? "", /failed[\s\S]*5000/);
    });

    for (const [why, file, from, to] of [
      ["the project cannot be read", "Pulumi.yaml", "name: ember-isles", "no-name: ember-isles"],
      ["the packages cannot be installed", "package.json", '"private"', "private"],
    ] as const)
      it(`says in the comment that there is no preview when ${why}`, async () => {
        const [theirs, ours] = team.host.comments;
        assert.ok(theirs && ours);
        ours.body = `${PREVIEW}\nof an earlier push`;
        team.repository.propose("broken", file, from, to);
        const jobs = await ofPullRequest("broken");
        assert.notEqual(jobs.get("preview")?.code, 0);
        assert.equal(team.host.comments.length, 2);
        assert.match(ours.body, /no preview[\s\S]*runs\/7001/);
      });

    it("runs nothing for a pull request from a fork, which gets no secrets", async () => {
      assert.deepEqual([...(await ofPullRequest("dearer", true)).keys()], []);
    });

    it("changes the store when it is merged", async () => {
      const commit = team.repository.merge("dearer");
      const jobs = await ofMerge(commit);
      assert.equal(jobs.get("up")?.code, 0, jobs.get("up")?.output);
      assert.equal(await pouch(), 1.19);
      for (const { output, summary } of jobs.values())
        for (const secret of team.secrets) assert.equal(`${output}${summary}`.includes(secret), false);
    });

    it("does nothing for a commit that is not the newest, however late somebody approves it", async () => {
      const up = (await ofMerge(merged)).get("up");
      assert.equal(up?.code, 0, up?.output);
      assert.match(up?.summary ?? "", /Nothing was done: main has moved on to [0-9a-f]{12}\./);
      assert.equal(await pouch(), 1.19);
    });

    it("opens no issue while the store is as declared", async () => {
      const { drift } = Object.fromEntries(await atNight());
      assert.equal(drift?.code, 0, drift?.output);
      assert.deepEqual(team.host.issues, []);
    });

    it("opens one issue when somebody has edited the store, however many nights it stays", async () => {
      for (let left = 120; left > 0; left -= 1) team.host.somebodyReports("Please add a cat", "A cat!");
      await team.store.editInPortal(EMBER, { supportEMail: "intern@lumenforge.example" });
      await team.store.forgetRequests();
      team.host.losesAnswers = 1;
      const { drift } = Object.fromEntries(await atNight());
      assert.equal(drift?.code, 0, drift?.output);
      assert.deepEqual(await team.store.writes(), []);
      const [issue, ...others] = ourIssues();
      assert.deepEqual(others, []);
      assert.equal(issue?.title, "The Galaxy Store is not as declared (production)");
      assert.match(issue?.body ?? "", /intern@lumenforge\.example/);

      team.host.writes.length = 0;
      await atNight();
      assert.deepEqual(team.host.writes, []);
    });

    it("brings that issue up to date when there is more", async () => {
      await team.store.editItemInPortal(PACKAGE, "ember_pouch", { usdPrice: 0.49 });
      await atNight();
      const [issue, ...others] = ourIssues();
      assert.deepEqual(others, []);
      assert.match(issue?.body ?? "", /intern@lumenforge\.example[\s\S]*0\.49|0\.49[\s\S]*intern@lumenforge\.example/);
    });

    it("fails, and leaves the issue as it is, when the check itself fails", async () => {
      team.host.writes.length = 0;
      const { drift } = Object.fromEntries(await atNight({ ...team.key, GALAXY_STORE_PRIVATE_KEY: "no-key.pem" }));
      assert.notEqual(drift?.code, 0);
      assert.deepEqual(team.host.writes, []);
    });

    it("takes the edits back when somebody starts it for that, and closes the issue the night after", async () => {
      const commit = team.repository.newest();
      const jobs = await team.github("galaxy-store", {
        name: "workflow_dispatch",
        commit,
        inputs: { refresh: true },
      });
      assert.equal(jobs.get("up")?.code, 0, jobs.get("up")?.output);
      assert.equal(await pouch(), 1.19);

      await atNight();
      const [issue] = ourIssues();
      assert.equal(issue?.state, "closed");
      assert.match(issue?.comments[0]?.body ?? "", /as declared again: https:\/\/github\.example\/.*\/runs\/7001/);
      assert.ok(team.host.issues.filter(({ author }) => author === "omar").every(({ state }) => state === "open"));
    });

    const ourIssues = () => team.host.issues.filter(({ body }) => body.startsWith(DRIFT));
  });
  describe("on GitLab", () => {
    before(async () => {
      team = await Team.start();
      await team.upByHand();
    });
    after(() => team?.stop());
    const inMergeRequest = (branch: string) =>
      team.gitlab({ source: "merge_request_event", commit: team.repository.mergePreview(branch) });
    const onMain = () => team.gitlab({ source: "push", commit: team.repository.newest() });
    const scheduled = () => team.gitlab({ source: "schedule", commit: team.repository.newest() });

    it("tells a merge request what it would do in one note, and keeps that up to date", async () => {
      team.host.somebodySays(`${PREVIEW}\nmine`);
      team.repository.propose("gitlab", "index.ts", "usdPrice: 0.99", "usdPrice: 1.29");
      const jobs = await inMergeRequest("gitlab");
      assert.deepEqual([...jobs.keys()], ["preview"]);
      assert.equal(jobs.get("preview")?.code, 0, jobs.get("preview")?.output);
      assert.match(team.host.comments[1]?.body ?? "", /1\.29/);

      team.repository.amend("gitlab", "index.ts", "usdPrice: 1.29", "usdPrice: 5000");
      team.host.losesAnswers = 1;
      assert.notEqual((await inMergeRequest("gitlab")).get("preview")?.code, 0);
      assert.equal(team.host.comments.length, 2);
      assert.match(team.host.comments[1]?.body ?? "", /failed[\s\S]*5000/);
      team.repository.amend("gitlab", "index.ts", "usdPrice: 5000", "usdPrice: 1.39");
    });

    it("changes the store when it is merged and somebody presses the button", async () => {
      team.repository.merge("gitlab");
      const jobs = await onMain();
      assert.deepEqual([...jobs.keys()], ["preview", "up"]);
      assert.equal(jobs.get("up")?.code, 0, jobs.get("up")?.output);
      assert.equal(await pouch(), 1.39);
    });

    it("opens one issue about drift, brings it up to date, and closes it", async () => {
      assert.equal((await scheduled()).get("drift")?.code, 0);
      assert.equal(team.host.issues.length, 0);
      await team.store.editItemInPortal(PACKAGE, "ember_pouch", { usdPrice: 0.49 });
      const jobs = await scheduled();
      assert.deepEqual([...jobs.keys()], ["drift"]);
      assert.equal(jobs.get("drift")?.code, 0, jobs.get("drift")?.output);
      await team.store.editItemInPortal(PACKAGE, "ember_pouch", { usdPrice: 0.59 });
      await scheduled();
      const [issue, ...others] = team.host.issues;
      assert.deepEqual(others, []);
      assert.match(issue?.body ?? "", /0\.59/);

      await team.store.editItemInPortal(PACKAGE, "ember_pouch", { usdPrice: 1.39 });
      await scheduled();
      assert.equal(issue?.state, "closed");
      assert.match(issue?.comments[0]?.body ?? "", /as declared again: https:\/\/gitlab\.example\//);
    });
  });

  describe("in a plain shell", () => {
    before(async () => {
      team = await Team.start();
      await team.upByHand();
    });
    after(() => team?.stop());

    it("checks for drift with the exit codes of the engine", async () => {
      assert.equal((await team.shell("scripts/drift.sh").ended).code, 0);
      await team.store.editInPortal(EMBER, { supportEMail: "intern@lumenforge.example" });
      const { code, output } = await team.shell("scripts/drift.sh").ended;
      assert.equal(code, 7, output);
      assert.match(output, /intern@lumenforge\.example/);
      const up = await team.shell("scripts/up.sh", { REFRESH: "true" }).ended;
      assert.equal(up.code, 0, up.output);
      assert.equal((await team.store.update(EMBER)).content.supportEMail, "crew@lumenforge.example");
    });

    it("waits while somebody else's up has the stack, and says so when it gives up", async () => {
      team.repository.amend("main", "index.ts", "usdPrice: 0.99", "usdPrice: 1.49");
      await team.store.forgetRequests();
      const held = team.gate.shut(/\/item/);
      const omar = team.shell("pulumi up --yes --skip-preview --non-interactive");
      await held;
      const impatient = await team.shell("scripts/up.sh", { LOCK_WAIT_SECONDS: "0" }).ended;
      assert.notEqual(impatient.code, 0);
      assert.match(impatient.output, /currently locked by 1 lock[\s\S]*Somebody else's up still has the stack/);

      const patient = team.shell("scripts/up.sh");
      await patient.printed(/looking again in/);
      team.gate.open();
      const [first, second] = await Promise.all([omar.ended, patient.ended]);
      assert.deepEqual([first.code, second.code], [0, 0], `${first.output}${second.output}`);
      assert.equal(await pouch(), 1.49);
      assert.equal((await team.store.writes()).length, 1);
    });

    it("has nowhere to report to, and says so", async () => {
      const { code, output } = await team.shell("node scripts/report.mjs issue close").ended;
      assert.equal(code, 1);
      assert.match(output, /neither a job of GitHub Actions nor of GitLab CI/);
    });
  });
});
