// Runs bpmnlint on one file; our rules know which forms, processes and decisions the repository has.
const { readFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { BpmnModdle } = require('bpmn-moddle');
const Linter = require('bpmnlint/lib/linter');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');

const home = join(__dirname, '..');
const fromHome = require('node:module').createRequire(join(home, 'package.json'));
const settings = JSON.parse(readFileSync(join(home, '.bpmnlintrc'), 'utf8'));
const moddleExtensions = Object.fromEntries(Object.entries(settings.moddleExtensions).map(([name, path]) => [name, fromHome(path)]));

/** Drops the message of a general rule if one of ours reports the same element. */
const BETTER = { 'label-required': 'firebreak/labels', 'no-overlapping-elements': 'firebreak/layout' };

module.exports = async function (text, file, known) {
  try {
    const { rootElement, warnings } = await new BpmnModdle(moddleExtensions).fromXML(text);
    const reports = await new Linter({ resolver: new NodeResolver({ require: fromHome }) }).lint(rootElement, config(file, known));
    return [...warnings.map(unread), ...Object.entries(reports).flatMap(([rule, found]) => found.map(problem(rule, reports)))].filter(Boolean);
  } catch (error) {
    return [{ level: 'error', rule: 'xml', message: oneLine(error.message) }];
  }
};

function config(file, { forms, processes, decisions }) {
  return {
    ...settings,
    rules: {
      ...settings.rules,
      'firebreak/forms': ['error', { forms }],
      'firebreak/called-elements': ['error', { processes, decisions }],
      'firebreak/file-is-key': ['error', { file: basename(file, '.bpmn') }],
    },
  };
}

function unread(warning) {
  return { level: 'error', rule: 'xml', id: warning.element?.id, message: oneLine(warning.message) };
}

function problem(rule, reports) {
  return ({ id, message, category }) => {
    if (reports[BETTER[rule]]?.some((report) => report.id === id)) return null;
    return { level: category === 'rule-error' ? 'error' : category, rule, id, message };
  };
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}
