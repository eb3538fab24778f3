/** A dynamic provider of one long text that does nothing: what the engine itself costs with a catalog. BENCH_LIVE is a file with what a refresh finds. */
const { readFileSync } = require("node:fs");

const { BENCH_LIVE } = process.env;

module.exports = {
  check: async (_olds, news) => ({ inputs: news, failures: [] }),
  diff: async (_id, olds, news) => ({ changes: olds.items !== news.items }),
  create: async (inputs) => ({ id: "catalog", outs: inputs }),
  read: async (id, props) => {
    const live = BENCH_LIVE ? { ...props, items: readFileSync(BENCH_LIVE, "utf8") } : props;
    return { id, props: live, inputs: live };
  },
  update: async (_id, _olds, news) => ({ outs: news }),
  delete: async () => {},
};
