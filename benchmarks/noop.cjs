/** A dynamic provider that does nothing, in as little code as the engine allows: what the engine itself costs. */
const { isDeepStrictEqual } = require("node:util");

const withoutEngineKeys = ({ __provider, ...properties }) => properties;

module.exports = {
  check: async (_olds, news) => ({ inputs: news, failures: [] }),
  diff: async (_id, olds, news) => ({ changes: !isDeepStrictEqual(withoutEngineKeys(olds), withoutEngineKeys(news)) }),
  create: async (inputs) => ({ id: inputs.itemId, outs: inputs }),
  read: async (id, props) => ({ id, props, inputs: props }),
  update: async (_id, _olds, news) => ({ outs: news }),
  delete: async () => {},
};
