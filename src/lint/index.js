// The bpmnlint plugin: every file in rules/ is a rule, with severity error but for those named here.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const names = readdirSync(join(__dirname, 'rules')).map((file) => file.replace(/\.js$/, ''));

const WARNINGS = ['label-in-id'];

module.exports = {
  rules: Object.fromEntries(names.map((name) => [name, `./rules/${name}`])),
  configs: {
    all: { rules: Object.fromEntries(names.map((name) => [name, WARNINGS.includes(name) ? 'warn' : 'error'])) },
  },
};
