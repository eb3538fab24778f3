/** Programs written for the real store, unmodified: they publish a real APK through each of the ways in, and verify certificates. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, beforeEach, describe, it } from "mocha";
import type { Dump } from "../../../emulator";
import { STORE_HOSTS } from "../../../sdk/facts/hosts";
import { galaxystore, printed } from "../../support/command";
import { APPS } from "../support/caller";

const CLIENTS = join(__dirname, "clients");
const STAND_INS = join(__dirname, "standIns");
const APK = "node_modules/io.appium.settings/apks/settings_apk-debug.apk";
const PYTHON_PACKAGES = join(process.cwd(), ".cache", "python");

type Variables = Record<string, string>;

interface Published {
  uploadUrl: string;
  contentStatus: string;
  files: string[];
}

interface Started {
  url: string;
  tlsUrl: string;
  environment: Variables;
  clients: Record<"node" | "python" | "curl", { environment: Variables }>;
}

interface Client {
  readonly name: "node" | "python" | "curl";
  readonly command: readonly string[];
  /** What stands in for the hosts file and port 443, which need root. */
  redirected(port: string, folder: string): Variables;
  readonly refusal: RegExp;
}

const PROGRAMS: readonly Client[] = [
  {
    name: "node",
    command: [process.execPath, join(CLIENTS, "publish.mjs")],
    redirected: (port) => ({ NODE_OPTIONS: `--import=${join(STAND_INS, "hosts.mjs")}`, STAND_IN_TLS_PORT: port }),
    refusal: /unable to (verify the first|get local issuer) certificate/,
  },
  {
    name: "python",
    command: ["python3", join(CLIENTS, "publish.py")],
    redirected: (port) => ({
      PYTHONPATH: [join(STAND_INS, "python"), PYTHON_PACKAGES].join(delimiter),
      STAND_IN_TLS_PORT: port,
    }),
    refusal: /CERTIFICATE_VERIFY_FAILED/,
  },
  {
    name: "curl",
    command: [join(CLIENTS, "publish.sh")],
    redirected(port, folder) {
      const lines = STORE_HOSTS.map((host) => `connect-to = "${host}:443:127.0.0.1:${port}"`);
      writeFileSync(join(folder, ".curlrc"), `${lines.join("\n")}\n`);
      return { CURL_HOME: folder };
    },
    refusal: /SSL certificate problem/,
  },
];

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe("a program for the real store", function () {
  this.timeout(60_000);
  let run: ReturnType<typeof galaxystore> | undefined;
  let store: Started;
  let folder = "";

  before(async () => {
    assert.ok(existsSync(PYTHON_PACKAGES), "`node tools/setup/clients.mjs` installs what the Python program needs");
    folder = mkdtempSync(join(tmpdir(), "galaxystore-ways-"));
    run = galaxystore("emulator", "--port", "0", "--tls-port", "0", "--json");
    store = JSON.parse(await printed(run, /\n/));
  });
  beforeEach(async () => {
    await fetch(`${store.url}/_emulator/reset`, { method: "POST" });
  });
  after(async () => {
    run?.child.kill("SIGTERM");
    await run?.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the client with these variables, its account, and nothing else of this process's environment. */
  function publish({ command: [program = "", ...args] }: Client, variables: Variables): Promise<Run> {
    const child = spawn(program, [...args, APPS.settingsHelper, APK], {
      env: {
        PATH: process.env.PATH,
        PYTHONPATH: PYTHON_PACKAGES,
        PYTHONDONTWRITEBYTECODE: "1",
        STORE_SERVICE_ACCOUNT_ID: store.environment.GALAXY_STORE_SERVICE_ACCOUNT_ID,
        STORE_PRIVATE_KEY: store.environment.GALAXY_STORE_PRIVATE_KEY,
        ...variables,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Run = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (data) => {
      output.stdout += data;
    });
    child.stderr.on("data", (data) => {
      output.stderr += data;
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject).on("close", (code) => resolve(Object.assign(output, { code })));
    });
  }

  async function publishes(client: Client, variables: Variables, uploadUrl: string): Promise<void> {
    const { code, stdout, stderr } = await publish(client, variables);
    assert.equal(code, 0, stderr);
    const published: Published = JSON.parse(stdout);
    assert.equal(published.uploadUrl, uploadUrl);
    assert.equal(published.contentStatus, "FOR_SALE");
    assert.ok(published.files.includes("settings_apk-debug.apk"), stdout);
    const dump = (await (await fetch(`${store.url}/_emulator/dump`)).json()) as Dump;
    const app = dump.sellers.flatMap(({ apps }) => apps).find(({ contentId }) => contentId === APPS.settingsHelper);
    assert.ok(app?.sale?.binaries.some(({ fileName }) => fileName === "settings_apk-debug.apk"));
  }

  /** The variables that the command prints for this client, but for the proxy. */
  const trust = ({ name }: Client): Variables => {
    const { HTTPS_PROXY: _, ...environment } = store.clients[name].environment;
    return environment;
  };
  const REAL_UPLOAD_URL = "https://seller.samsungapps.com/galaxyapi/fileUpload";

  for (const client of PROGRAMS) {
    describe(`with ${client.name}`, () => {
      it("publishes at the base URL that it is told", () =>
        publishes(client, { STORE_API: store.url }, `${store.url}/galaxyapi/fileUpload`));

      it("publishes through the proxy, with the variables that the command prints", () =>
        publishes(client, store.clients[client.name].environment, REAL_UPLOAD_URL));

      it("publishes by TLS at the store's own host names", () =>
        publishes(
          client,
          { ...trust(client), ...client.redirected(new URL(store.tlsUrl).port, folder) },
          REAL_UPLOAD_URL,
        ));

      it("refuses a store whose authority it was not told to trust", async () => {
        const { code, stderr } = await publish(client, { HTTPS_PROXY: store.url, NODE_USE_ENV_PROXY: "1" });
        assert.notEqual(code, 0);
        assert.match(stderr, client.refusal);
        const journal = (await (await fetch(`${store.url}/_emulator/requests`)).json()) as unknown[];
        assert.deepEqual(journal, []);
      });
    });
  }
});
