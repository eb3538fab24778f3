/** `galaxystore doctor` as a user runs it, against a store: what it finds, its exit codes, and what it leaves behind. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { GalaxyStore } from "../../sdk";
import { scriptedStore } from "../sdk/support/scriptedStore";
import { galaxystore, galaxystoreIn } from "../support/command";
import { type JournalEntry, TestStore } from "../support/testStore";
import { doctor, environmentWith } from "./support/doctor";

describe("galaxystore doctor", function () {
  this.timeout(60_000);
  let store: TestStore;
  let folder = "";
  before(async () => {
    store = await TestStore.start();
    folder = await mkdtemp(join(tmpdir(), "galaxystore-doctor-"));
    const ca = await fetch(`${store.url}/_emulator/ca.pem`);
    writeFileSync(join(folder, "ca.pem"), await ca.text());
  });
  afterEach(() => store.reset());
  after(async () => {
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const journal = async () => (await store.control("GET", "/requests")) as JournalEntry[];
  const operations = async () => (await journal()).map(({ operation, status }) => `${operation} ${status}`);

  describe("with credentials that are good", () => {
    it("finds nothing wrong, changes nothing, and revokes the tokens that it made", async () => {
      await lookAtFigures(store);
      const held = await store.dump();
      const { exitCode, checks, check } = await doctor(store.settings());
      assert.equal(exitCode, 0);
      assert.deepEqual(
        checks.map(({ id, status }) => `${id} ${status}`),
        [
          "settings ok",
          "serviceAccountId ok",
          "privateKey ok",
          "endpoint ok",
          "reach.api ok",
          "clock ok",
          "token.publishing ok",
          "token.gss ok",
          "read.publishing ok",
          "read.gss ok",
          "revoked ok",
        ],
      );
      assert.equal(check("read.publishing").details?.apps, 9);
      assert.equal(check("revoked").details?.tokens, 2);
      const entries = await operations();
      assert.deepEqual(new Set(entries), new Set([...READS, "auth.check 401", "auth.create 200", "auth.revoke 200"]));
      const times = (entry: string) => entries.filter((one) => one === entry).length;
      assert.equal(times("auth.revoke 200"), times("auth.create 200"));
      assert.deepEqual(await store.dump(), held);
    });

    it("prints what docs/doctor.md shows", async () => {
      const keyFile = join(folder, "service-account.pem");
      writeFileSync(keyFile, store.account().privateKey, { mode: 0o600 });
      const env = environmentWith({ ...store.settings(), GALAXY_STORE_PRIVATE_KEY: keyFile });
      const { code, stdout, stderr } = await galaxystoreIn({ env }, "doctor").ended;
      assert.deepEqual([code, stderr], [0, ""]);
      const [, shown] = /\$ galaxystore doctor\n([\s\S]*?)```/.exec(readFileSync("docs/doctor.md", "utf8")) ?? [];
      const printed = stdout.replaceAll(keyFile, "/home/me/service-account.pem");
      assert.equal(printed.replaceAll(new URL(store.url).host, "127.0.0.1:4010"), shown);
    });

    it("reaches the real store's hosts through a proxy, each by its name", async () => {
      const { GALAXY_STORE_ENDPOINT: _, ...settings } = store.settings();
      const proxied = { ...settings, HTTPS_PROXY: store.url, NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") };
      const { exitCode, check } = await doctor(proxied);
      assert.equal(exitCode, 0);
      for (const [id, host] of [
        ["reach.api", "devapi.samsungapps.com"],
        ["reach.upload", "seller.samsungapps.com"],
        ["reach.receipts", "iap.samsungapps.com"],
      ] as const)
        assert.equal(check(id).summary, `${host} answers (HTTPS_PROXY: ${store.url})`);
      assert.equal(check("revoked").status, "ok");
    });
  });

  describe("says which settings", () => {
    it("are missing or empty, and asks the store nothing about them", async () => {
      const { exitCode, check } = await doctor({ GALAXY_STORE_ENDPOINT: store.url, GALAXY_STORE_PRIVATE_KEY: "" });
      assert.equal(exitCode, 2);
      assert.match(check("settings").summary, /SERVICE_ACCOUNT_ID\), privateKey \(GALAXY_STORE_PRIVATE_KEY is empty\)/);
      assert.equal(check("reach.api").status, "ok");
      assert.equal(check("token.publishing").status, "skipped");
      assert.deepEqual(await operations(), ["auth.check 401"]);
    });

    it("have the wrong form", async () => {
      for (const [id, summary] of [
        ["me@example.com", /e-mail/],
        ['"4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a01"', /quotes/],
        ["4f0c6a52 1c1e", /spaces/],
        [store.account().privateKey, /far too long/],
      ] as const) {
        const { exitCode, check } = await doctor({ ...store.settings(), GALAXY_STORE_SERVICE_ACCOUNT_ID: id });
        assert.equal(exitCode, 2);
        assert.match(check("serviceAccountId").summary, summary);
      }
    });

    it("name a pace that the provider would refuse", async () => {
      for (const seconds of ["0", "often"]) {
        const { exitCode, check } = await doctor({ ...store.settings(), GALAXY_STORE_POLL_SECONDS: seconds });
        assert.equal(exitCode, 2);
        assert.match(
          check("pollSeconds").summary,
          new RegExp(`is "${seconds}", not a number of seconds of at least 1`),
        );
      }
      const { check } = await doctor({ ...store.settings(), GALAXY_STORE_POLL_SECONDS: "30" });
      assert.match(check("settings").summary, /pollSeconds from GALAXY_STORE_POLL_SECONDS/);
    });

    it("name an endpoint that cannot be one, or should not", async () => {
      for (const [endpoint, status, summary] of [
        ["devapi.samsungapps.com", "problem", /not an http or https base URL/],
        ["http://devapi.samsungapps.com", "problem", /without TLS/],
        ["https://devapi.samsungapps.com", "warning", /all hosts of the real store/],
        ["http://store.invalid", "warning", /without TLS/],
      ] as const) {
        const settings = { ...store.settings(), GALAXY_STORE_ENDPOINT: endpoint, HTTPS_PROXY: "http://127.0.0.1:9" };
        const { check, exitCode } = await doctor({ ...settings, HTTP_PROXY: "http://127.0.0.1:9" });
        assert.equal(check("endpoint").status, status);
        assert.match(check("endpoint").summary, summary);
        assert.equal(exitCode, status === "problem" ? 2 : 5);
      }
    });
  });

  describe("tells of the way to the store", () => {
    it("that nothing listens there", async () => {
      const { exitCode, check } = await doctor({ ...store.settings(), GALAXY_STORE_ENDPOINT: await closedPort() });
      assert.equal(exitCode, 5);
      assert.match(check("reach.api").summary, /refused \(ECONNREFUSED\)/);
      assert.equal(check("clock").status, "skipped");
      assert.equal(check("token.publishing").summary, "the store does not answer");
    });

    it("that the name is not found", async () => {
      const settings = { ...store.settings(), GALAXY_STORE_ENDPOINT: "http://store.invalid" };
      const { exitCode, check } = await doctor(settings);
      assert.equal(exitCode, 5);
      assert.match(check("reach.api").summary, /the name is not found \((ENOTFOUND|EAI_AGAIN)\)/);
    });

    it("that nobody answers in time", async () => {
      const silent = await scriptedStore(() => ({ act: () => undefined }));
      const settings = { ...store.settings(), GALAXY_STORE_ENDPOINT: silent.url };
      const { exitCode, check } = await doctor(settings, { args: ["--timeout", "0.2"] });
      assert.equal(exitCode, 5);
      assert.match(check("reach.api").summary, /no answer in time/);
    });

    it("that the authority is not trusted, whether none or another one is given", async () => {
      const { GALAXY_STORE_ENDPOINT: _, ...settings } = store.settings();
      const other = await TestStore.start();
      const otherCa = join(folder, "other-ca.pem");
      writeFileSync(otherCa, await (await fetch(`${other.url}/_emulator/ca.pem`)).text());
      await other.stop();
      for (const [extra, fix] of [
        [{}, /Trust its authority: NODE_EXTRA_CA_CERTS/],
        [{ NODE_EXTRA_CA_CERTS: otherCa }, /other-ca\.pem holds another authority/],
        [{ NODE_EXTRA_CA_CERTS: join(folder, "none.pem") }, /none\.pem cannot be found/],
      ] as const) {
        const { exitCode, check } = await doctor({ ...settings, HTTPS_PROXY: store.url, ...extra });
        assert.equal(exitCode, 5);
        assert.match(check("reach.api").summary, /the certificate is not trusted/);
        assert.match(check("reach.api").fix ?? "", fix);
        assert.equal(check("reach.receipts").status, "warning");
      }
    });

    it("that something else answers in its place, and never shows the password of a proxy", async () => {
      const page = await scriptedStore(() => ({ status: 403, body: "<html>Sign in to the network</html>" }));
      const { host } = new URL(page.url);
      const settings = { ...store.settings(), GALAXY_STORE_ENDPOINT: "http://store.invalid" };
      const { exitCode, check, output } = await doctor({ ...settings, HTTP_PROXY: `http://me:proxy-pass@${host}` });
      assert.equal(exitCode, 5);
      assert.match(check("reach.api").summary, /HTTP 403, not as the store does \(HTTP_PROXY: http:\/\/127/);
      assert.doesNotMatch(output, /proxy-pass/);
    });

    it("that the store is down", async () => {
      await store.faults("auth.check", "return-503");
      const { exitCode, check } = await doctor(store.settings());
      assert.equal(exitCode, 5);
      assert.match(check("reach.api").fix ?? "", /maintenance/);
    });
  });

  it("tells of a clock that differs from the store's, to either side", async () => {
    for (const [offset, summary] of [
      [3600, /\d+ s behind the store's/],
      [-3600, /\d+ s ahead of the store's/],
    ] as const) {
      const date = new Date(Date.now() + offset * 1000).toUTCString();
      const skewed = await scriptedStore(({ headers }) =>
        headers.authorization === undefined ? { status: 401, headers: { date }, body: { code: "AUTH_REQUIRE" } } : {},
      );
      const { exitCode, check } = await doctor({ ...store.settings(), GALAXY_STORE_ENDPOINT: skewed.url });
      assert.equal(exitCode, 6);
      assert.match(check("clock").summary, summary);
    }
  });

  describe("tells what the store says to the credentials", () => {
    it("when it does not know the account, or the key is another account's", async () => {
      const unknown = { GALAXY_STORE_SERVICE_ACCOUNT_ID: "00000000-0000-4000-8000-000000000000" };
      const foreign = { GALAXY_STORE_PRIVATE_KEY: store.account("gss").privateKey };
      for (const [wrong, fix] of [
        [unknown, /does not know this service account/],
        [foreign, /is the key of the service account/],
      ] as const) {
        const { exitCode, check } = await doctor({ ...store.settings(), ...wrong });
        assert.equal(exitCode, 3);
        assert.match(check("token.publishing").fix ?? "", fix);
        assert.equal(check("token.gss").status, "skipped");
        assert.equal(check("revoked").status, "skipped");
      }
    });

    it("when the scope publishing is missing, which the provider needs", async () => {
      const { exitCode, check } = await doctor(store.settings(store.account("gss")));
      assert.equal(exitCode, 4);
      assert.match(check("token.publishing").summary, /Insufficient scopes/);
      assert.match(check("token.publishing").fix ?? "", /Publishing & ITEM/);
      assert.equal(check("read.gss").status, "ok");
      assert.equal(check("revoked").details?.tokens, 1);
    });

    it("when the scope gss is missing, which only statistics need", async () => {
      const { exitCode, check } = await doctor(store.settings(store.account("publishing")));
      assert.equal(exitCode, 0);
      assert.equal(check("token.gss").status, "warning");
      assert.equal(check("read.publishing").status, "ok");
    });

    it("when a read is refused although the token is good", async () => {
      await store.faults("apps.list", "return-403");
      const { exitCode, check } = await doctor(store.settings());
      assert.equal(exitCode, 4);
      assert.equal(check("read.publishing").status, "problem");
      assert.equal(check("revoked").status, "ok");
    });

    it("when a token could not be revoked", async () => {
      await store.faults("auth.revoke", "return-500");
      const { exitCode, check } = await doctor(store.settings());
      assert.equal(exitCode, 0);
      assert.match(check("revoked").summary, /^not all of the 2 tokens/);
    });
  });

  describe("with an access token", () => {
    const mint = async (scope: "publishing" | "gss") => {
      const { serviceAccountId, privateKey } = store.account();
      const minted: string[] = [];
      const tokenStore = {
        read: async () => undefined,
        write: async (_key: string, token: string) => void minted.push(token),
      };
      await new GalaxyStore({
        endpoint: store.url,
        serviceAccountId,
        privateKey,
        scopes: [scope],
        tokenStore,
      }).auth.check();
      await store.forgetRequests();
      return minted.join();
    };
    const settings = (token: string) => {
      const { GALAXY_STORE_PRIVATE_KEY: _, ...others } = store.settings();
      return { ...others, GALAXY_STORE_ACCESS_TOKEN: token };
    };

    it("uses it, mints none and never revokes it", async () => {
      const { exitCode, check } = await doctor(settings(await mint("publishing")));
      assert.equal(exitCode, 0);
      assert.equal(check("accessToken").status, "ok");
      assert.equal(check("privateKey").status, "skipped");
      assert.equal(check("read.publishing").status, "ok");
      assert.equal(check("read.gss").status, "warning");
      assert.equal(
        (await operations()).find((entry) => /create|revoke/.test(entry)),
        undefined,
      );
    });

    it("tells that it is revoked, which is a problem only without a private key", async () => {
      const alone = await doctor(settings("Ab3dEf6hIj9kLm2nOp5qRs8t"));
      assert.equal(alone.exitCode, 3);
      assert.equal(alone.check("accessToken").status, "problem");
      const beside = await doctor({ ...store.settings(), GALAXY_STORE_ACCESS_TOKEN: "Ab3dEf6hIj9kLm2nOp5qRs8t" });
      assert.equal(beside.exitCode, 0);
      assert.equal(beside.check("accessToken").status, "warning");
      assert.equal(beside.check("read.publishing").status, "ok");
    });

    it("tells that it lacks the scope publishing, also when the private key would have it", async () => {
      const token = await mint("gss");
      const { exitCode, check } = await doctor({ ...store.settings(), GALAXY_STORE_ACCESS_TOKEN: token });
      assert.equal(exitCode, 4);
      assert.equal(check("token.publishing").status, "ok");
      assert.equal(check("read.publishing").status, "problem");
      const { serviceAccountId } = store.account();
      await new GalaxyStore({ endpoint: store.url, serviceAccountId, accessToken: token }).auth.check();
    });
  });

  it("ends at once on Ctrl+C", async () => {
    let asked = () => {};
    const request = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const silent = await scriptedStore(() => ({ act: asked }));
    const env = environmentWith({ ...store.settings(), GALAXY_STORE_ENDPOINT: silent.url });
    const run = galaxystoreIn({ env }, "doctor", "--timeout", "600");
    await request;
    run.child.kill("SIGINT");
    await run.ended;
    assert.equal(run.child.signalCode, "SIGINT");
  });

  it("starts without the emulator's code, as the emulator does without the doctor's", async () => {
    const list = join(folder, "loaded.cjs");
    const code = `process.on("exit", () => console.error(Object.keys(require.cache).join("\\n")));`;
    writeFileSync(list, code);
    const env = environmentWith({ NODE_OPTIONS: `--require ${list}`, ...store.settings() });
    const loaded = async (...args: string[]) => {
      const { stderr } = await galaxystoreIn({ env }, ...args).ended;
      assert.match(stderr, /cli.main\.[jt]s$/m);
      return stderr.split("\n").map((path) => relative(process.cwd(), path).replace(/^dist./, ""));
    };
    const inFolder = (paths: string[], name: RegExp) => paths.filter((path) => name.test(path));
    const examined = await loaded("doctor");
    assert.notEqual(inFolder(examined, /^cli.doctor./).length, 0);
    assert.deepEqual(inFolder(examined, /^emulator./), []);
    assert.deepEqual(
      inFolder(await loaded("emulator", "--seed", `${list}.json`), /^(cli.doctor|provider|sdk.core)[\\/]/),
      [],
    );
    assert.deepEqual(inFolder(await loaded("--help"), /^(emulator|provider|sdk.core|cli.doctor)[\\/]/), []);
  });

  it("says the version of the package, and the commands with examples", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    assert.equal((await galaxystore("--version").ended).stdout, `${version}\n`);
    const { stdout } = await galaxystore("--help").ended;
    assert.match(stdout, /emulator[\s\S]*doctor[\s\S]*Examples:[\s\S]*galaxystore doctor/);
  });

  it("says in its help what the exit codes mean, and refuses what it does not know", async () => {
    const help = await galaxystore("doctor", "--help").ended;
    assert.equal(help.code, 0);
    assert.match(help.stdout, /Examples:[\s\S]*\$ galaxystore doctor/);
    const page = readFileSync("docs/doctor.md", "utf8");
    for (const [, code, means = ""] of help.stdout.matchAll(/^ {2}(\d) {2}(.+)$/gm))
      assert.ok(page.includes(`| ${code} | ${means} |`), `docs/doctor.md has no row of ${code}: ${means}`);
    for (const args of [["--timeout", "soon"], ["--fast"]])
      assert.equal((await galaxystore("doctor", ...args).ended).code, 1);
  });
});

/** The store writes the past that its seed describes out at the first look at figures; from then on its dump is still. */
async function lookAtFigures(store: TestStore): Promise<void> {
  const { serviceAccountId, privateKey } = store.account();
  const client = new GalaxyStore({ endpoint: store.url, serviceAccountId, privateKey });
  const day = new Date().toISOString().slice(0, 10);
  await client.metrics.seller({ periods: [{ startDate: day, endDate: day }] });
  client.close();
  await store.forgetRequests();
}

const READS = ["auth.check 200", "apps.list 200", "metrics.seller 200"];

/** An address of this machine where nothing listens. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
