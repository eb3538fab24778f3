/** The Pulumi program of the engine tests: it declares what desired.json says. `{ "$output": "name.property" }` refers to another resource. */
const fs = require("node:fs");
const galaxystore = require("pulumi-galaxystore");

const declared = {};

function resolve(value) {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$output === "string") {
    const [name, property] = value.$output.split(".");
    return declared[name][property];
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
}

for (const { type, name, args, dependsOn = [] } of JSON.parse(fs.readFileSync("desired.json", "utf8")))
  declared[name] = new galaxystore[type](name, resolve(args), { dependsOn: dependsOn.map((other) => declared[other]) });
