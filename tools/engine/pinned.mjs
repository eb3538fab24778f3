// Which Pulumi engine this repository runs on, and the folder where the official launcher looks for it.
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { manifest } from "../lib/root.mjs";

/** The pinned version: that of the official launcher, npm package `pulumi`. */
export const version = manifest.devDependencies.pulumi;

/** What a program in TypeScript or JavaScript with dynamic resources needs, in the order in which it is put in place. */
export const binaries = ["pulumi-resource-pulumi-nodejs", "pulumi-language-nodejs", "pulumi"];

const pulumiHome = () => process.env.PULUMI_HOME || join(homedir(), ".pulumi");

/** The launcher's own folder: what it downloads goes here, and what it finds here it runs. */
export const installFolder = () => join(pulumiHome(), "versions", version, "bin");

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    const { size } = statSync(file);
    return size > 0;
  } catch {
    return false;
  }
}

export const missingIn = (folder) => binaries.filter((name) => !isExecutable(join(folder, name)));
