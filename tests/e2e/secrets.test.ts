/** The private key, JWTs and access tokens appear nowhere but in the encrypted configuration and the engine's own configuration calls. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GalaxyStore } from "../../sdk";
import { TestStore } from "../support/testStore";
import { Stack } from "./support/stack";
import { Wiretap } from "./support/wiretap";

const DECLARED = [
  { type: "App", name: "ember", args: { contentId: "000001000101", supportEmail: "help@lumenforge.example" } },
  {
    type: "InAppItem",
    name: "lantern",
    args: {
      packageName: "com.lumenforge.emberisles",
      itemId: "lantern",
      title: "Lantern",
      description: "Lights the way",
      usdPrice: 0.99,
    },
  },
] as const;

describe("secrets", () => {
  let store: TestStore;
  let wiretap: Wiretap;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(async () => {
    await store.reset();
    wiretap = await Wiretap.before(store.url);
  });
  afterEach(async () => {
    stack?.remove();
    await wiretap?.stop();
  });
  after(() => store?.stop());

  it("of the stack's configuration stay in it", async () => {
    const { serviceAccountId, privateKey } = store.account();
    stack = new Stack({ PULUMI_DEBUG_GRPC: "grpc.json" });
    await stack.init();
    await stack.config("endpoint", wiretap.url);
    await stack.config("serviceAccountId", serviceAccountId);
    await stack.config("privateKey", privateKey, true);
    await run();
    assertSent({ jwts: 1, tokens: 1 });
    assertNowhere([...piecesOf(privateKey), ...wiretap.credentials], { configuredByEngine: true });
  });

  it("of the environment leave no trace", async () => {
    stack = new Stack({ ...store.settings(), GALAXY_STORE_ENDPOINT: wiretap.url, PULUMI_DEBUG_GRPC: "grpc.json" });
    await stack.init();
    await run();
    assertSent({ jwts: 1, tokens: 1 });
    assertNowhere([...piecesOf(store.account().privateKey), ...wiretap.credentials], { configuredByEngine: false });
  });

  it("such as an access token stay in the configuration too", async () => {
    const { serviceAccountId, privateKey } = store.account();
    const signedIn = new GalaxyStore({ serviceAccountId, privateKey, endpoint: wiretap.url });
    await signedIn.auth.check();
    signedIn.close();
    const accessToken = [...wiretap.credentials].find((credential) => !isJwt(credential)) ?? "";
    wiretap.credentials.clear();

    stack = new Stack({ GALAXY_STORE_ENDPOINT: wiretap.url, PULUMI_DEBUG_GRPC: "grpc.json" });
    await stack.init();
    await stack.config("serviceAccountId", serviceAccountId);
    await stack.config("accessToken", accessToken, true);
    await run();
    assert.deepEqual([...wiretap.credentials], [accessToken]);
    assertNowhere([accessToken], { configuredByEngine: true });
  });

  /** What the commands printed, with the engine's most talkative logs. */
  let output: string;

  async function run(): Promise<void> {
    stack.declare(DECLARED);
    const logs = ["-v=9", "--logtostderr", "--logflow"];
    output = (await stack.up(...logs)).output;
    output += (await stack.run("preview", "--refresh", "--expect-no-changes", ...logs)).output;
    await stack.export();
    assert.ok((await store.items("com.lumenforge.emberisles")).has("lantern"));
  }

  function assertSent(expected: { jwts: number; tokens: number }): void {
    const credentials = [...wiretap.credentials];
    const jwts = credentials.filter(isJwt).length;
    // One process serves `up`, another the preview with refresh, and each signs in once.
    assert.deepEqual(
      { jwts, tokens: credentials.length - jwts },
      { jwts: 2 * expected.jwts, tokens: 2 * expected.tokens },
    );
  }

  /** No secret is in the output, the logs, the state, its history and backups, the export or the engine's other calls. */
  function assertNowhere(secrets: readonly string[], { configuredByEngine }: { configuredByEngine: boolean }): void {
    const logged = partition(output.split("\n"), (line) => CONFIGURES_IN_LOG.test(line));
    const calls = partition(readFileSync(join(stack.folder, "grpc.json"), "utf8").split("\n"), (line) =>
      CONFIGURES.has(methodOf(line)),
    );
    const methods = new Set(calls.others.map(methodOf));
    for (const method of ["Create", "Read", "Diff"]) assert.ok(methods.has(`/pulumirpc.ResourceProvider/${method}`));
    assert.equal(
      secrets.some((secret) => calls.matching.some((line) => line.includes(secret))),
      configuredByEngine,
    );
    const texts = new Map([
      ["output", logged.others.join("\n")],
      ["calls", calls.others.join("\n")],
      ...filesOf(stack.folder).filter(([path]) => !path.endsWith("grpc.json")),
    ]);
    for (const part of ["history", "backups", "test.json", "export.json"])
      assert.ok(
        [...texts.keys()].some((path) => path.includes(part)),
        `no ${part} was looked at`,
      );
    for (const [where, text] of texts)
      for (const secret of secrets)
        assert.ok(!text.includes(secret), `a secret is in ${where}: ${secret.slice(0, 12)}...`);
  }
});

/** Calls by which the engine hands the stack's configuration to the program and to the provider. */
const CONFIGURES = new Set([
  "/pulumirpc.LanguageRuntime/Run",
  "/pulumirpc.ResourceProvider/CheckConfig",
  "/pulumirpc.ResourceProvider/DiffConfig",
  "/pulumirpc.ResourceProvider/Configure",
]);
/** The engine's own log line of such a call, at -v=9. */
const CONFIGURES_IN_LOG = /RPC\[Provider\[\w+\]\.(Configure|CheckConfig|DiffConfig)\(\)/;

function isJwt(credential: string): boolean {
  return credential.startsWith("eyJ");
}

/** Pieces of a PEM key's body; a leak of any 31 characters in a row holds one of them whole. */
function piecesOf(pem: string): string[] {
  const body = pem.replace(/-----[^-]+-----/g, "").replace(/\s/g, "");
  const pieces = body.match(/.{16}/g) ?? [];
  assert.ok(pieces.length > 90);
  return [...pieces, "PRIVATE KEY"];
}

function methodOf(line: string): string {
  return line === "" ? "" : (JSON.parse(line) as { method: string }).method;
}

function partition(lines: readonly string[], test: (line: string) => boolean) {
  return { matching: lines.filter(test), others: lines.filter((line) => !test(line)) };
}

function filesOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path, "utf8")]);
}
