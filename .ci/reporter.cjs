const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** Prints like mocha's own `spec` and leaves the runner's counts in the file named by the option `output`. */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { output } = options.reporterOptions;
    runner.once('end', () => writeFileSync(output, JSON.stringify(this.stats)));
  }
};
