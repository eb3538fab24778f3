// How mocha runs here: TypeScript without type checking (the lint does that), files named *.test.ts.
module.exports = {
  require: ["ts-node/register/transpile-only", "./tools/mocha/open-handles.cjs"],
  reporter: "./tools/mocha/reporter.cjs",
  extension: ["test.ts"],
  recursive: true,
  timeout: 20_000,
  slow: 2_000,
  "fail-hook-affected-tests": true,
};
