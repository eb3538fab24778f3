/** The Pulumi program of the engine tests: it declares what desired.json says. `$output` and `$secret` stand for what JSON cannot say. */
const fs = require("node:fs");
const { secret } = require("@pulumi/pulumi");
const galaxystore = require("pulumi-galaxystore");

const declared = {};

function resolve(value) {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$output === "string") {
    const [name, property] = value.$output.split(".");
    return declared[name][property];
  }
  if ("$secret" in value) return secret(value.$secret);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
}

for (const { type, name, args, dependsOn = [], ...options } of JSON.parse(fs.readFileSync("desired.json", "utf8")))
  declared[name] = new galaxystore[type](name, resolve(args), {
    dependsOn: dependsOn.map((other) => declared[other]),
    ...options,
  });
