/** Who may import whom: facts <- sdk <- provider <- cli, and facts <- emulator <- cli. */
module.exports = {
  forbidden: [
    {
      name: "facts-import-nothing",
      comment: "sdk/facts is data; it knows no logic and no other folder.",
      severity: "error",
      from: { path: "^sdk/facts/" },
      to: { pathNot: "^sdk/facts/" },
    },
    {
      name: "sdk-stands-alone",
      comment: "The SDK knows nothing of Pulumi, the provider, the emulator or the commands.",
      severity: "error",
      from: { path: "^sdk/" },
      to: { path: "^(provider|emulator|cli|tests|examples|benchmarks|tools)/|node_modules/@pulumi/" },
    },
    {
      name: "provider-imports-sdk-only",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^(emulator|cli|tests|examples|benchmarks|tools)/" },
    },
    {
      name: "emulator-imports-facts-only",
      comment: "One mistake shared by the SDK and the emulator would pass every test.",
      severity: "error",
      from: { path: "^emulator/" },
      to: { path: "^(sdk/(?!facts/)|provider|cli|tests|examples|benchmarks|tools)/|node_modules/@pulumi/" },
    },
    {
      name: "wire-suite-stands-alone",
      comment:
        "The conformance suite says what the store does on the word of its documents, not on the word of our code.",
      severity: "error",
      from: { path: "^tests/emulator/wire/" },
      to: {
        pathNot: "^tests/emulator/wire/|^node_modules/(@types/)?(mocha|jose|pngjs|node)/",
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "product-does-not-import-tests",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: "^(tests|examples|benchmarks|tools)/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-dev-dependency-in-product",
      severity: "error",
      from: { path: "^(sdk|provider|emulator|cli)/" },
      // @pulumi/pulumi is the program's own (a peer), and a devDependency for the work on this package.
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer"], pathNot: "node_modules/@types/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
