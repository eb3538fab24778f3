// Builds the engine from its pinned Go modules, for machines that reach a Go module proxy but not Pulumi's downloads.
import { chmodSync, copyFileSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../lib/root.mjs";
import { elapsed, watch } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";
import { explainBuildFailure, explainMissingGo } from "./explain.mjs";
import { findGo } from "./go.mjs";
import { install, unfinishedFolder } from "./install.mjs";
import { binaries, installFolder, missingIn, version } from "./pinned.mjs";

const here = dirname(fileURLToPath(import.meta.url));

// The folder of the same name holds go.mod and go.sum of each.
const packages = {
  "pulumi-language-nodejs": "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
};

const goEnvironment = () => ({
  ...process.env,
  CGO_ENABLED: "0",
  GOWORK: "off",
  GOFLAGS: "",
});

function describeGo(lines) {
  const last = lines.at(-1);
  if (!last) return "Go is loading the modules";
  if (last.startsWith("go: ")) return last.slice("go: ".length);
  return `${lines.filter((line) => !line.startsWith("go: ")).length} Go packages compiled, last ${last}`;
}

async function buildWithGo(go, name, to) {
  const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  const args = ["build", "-v", "-mod=readonly", "-buildvcs=false", "-trimpath", "-tags", "osusergo,grpcnotrace"];
  const { code, lines } = await watch(go, [...args, "-ldflags", `-s -w ${stamp}`, "-o", to, packages[name]], {
    cwd: join(here, name),
    env: goEnvironment(),
    describe: (seen) => `building ${name}, ${describeGo(seen)}`,
  });
  if (code !== 0) throw new Stop(explainBuildFailure(name, lines));
}

/** Builds what is missing in the launcher's folder and puts it there. */
export async function build() {
  const go = findGo();
  if (!go) throw new Stop(explainMissingGo(readFileSync(join(here, "pulumi", "go.mod"), "utf8")));
  const unfinished = unfinishedFolder();
  const missing = new Set(missingIn(installFolder()));
  for (const name of binaries.filter((each) => missing.has(each))) {
    const file = join(unfinished, name);
    const started = Date.now();
    if (packages[name]) await buildWithGo(go, name, file);
    else copyFileSync(join(root, "node_modules", "@pulumi", "pulumi", name), file);
    chmodSync(file, 0o755);
    install(unfinished);
    console.log(`  ${name}: in place after ${elapsed(started)}`);
  }
}
