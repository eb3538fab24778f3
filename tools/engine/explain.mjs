// Says in words why the engine could not be built, and what to do about it.
import { installFolder, version } from "./pinned.mjs";

const INSTALL_PULUMI = `install Pulumi ${version} or later so that \`pulumi\` is on PATH (https://www.pulumi.com/docs/install/)`;

export function explainMissingGo(goMod) {
  const goVersion = /^go (\S+)/m.exec(goMod)?.[1];
  return [
    `The Pulumi engine ${version} is not on this machine, could not be downloaded, and Go, which could build it, is missing.`,
    "Do one of these and run the same command again:",
    `  - ${INSTALL_PULUMI}`,
    `  - install Go ${goVersion} or later (https://go.dev/dl/, or your system's packages)`,
    "  - let this machine reach https://get.pulumi.com",
  ].join("\n");
}

const causes = [
  [
    /no space left on device/i,
    `The disk is full. The build needs about 3 GB in the folders that \`go env GOCACHE GOMODCACHE\` names, and 0.2 GB in ${installFolder()}.`,
  ],
  [
    /requires go >= \S+|is not available.*toolchain|unknown directive: toolchain/i,
    "The installed Go is too old; a newer one is at https://go.dev/dl/.",
  ],
  [
    /signal: killed|cannot allocate memory|out of memory/i,
    "The compiler was stopped, most likely because memory ran out; linking the engine needs about 2 GB.",
  ],
  [
    /permission denied|read-only file system/i,
    "A folder cannot be written; `go env GOCACHE GOMODCACHE GOTMPDIR` names those that Go uses.",
  ],
  [
    /dial tcp|lookup \S+|i\/o timeout|connection (refused|reset)|tls: |proxyconnect|unrecognized import path|\b(403|404|410|50\d) /i,
    "The Go modules could not be downloaded. `go env GOPROXY` names the proxy that is asked.",
  ],
];

export function explainBuildFailure(name, lines) {
  const said = lines.filter((line) => !/^[\w./~-]+$/.test(line) && !line.startsWith("go: downloading")).slice(-15);
  const text = said.join("\n");
  const cause = causes.find(([pattern]) => pattern.test(text))?.[1];
  return [
    `${name} could not be built from its Go modules.`,
    ...(cause ? [cause] : []),
    `Or ${INSTALL_PULUMI}.`,
    "What Go said:",
    ...(said.length > 0 ? said : ["nothing"]).map((line) => `  ${line}`),
  ].join("\n");
}
