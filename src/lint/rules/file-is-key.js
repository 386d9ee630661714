// A file contains one process, which has the file's name.
const { camunda, is, KEBAB } = require('../model');

/** options.file: the file's name without .bpmn; if missing, it is not compared. */
module.exports = (options = {}) => ({
  check(node, reporter) {
    if (is(node, 'bpmn:Definitions')) count(node, reporter);
    if (!is(node, 'bpmn:Process')) return;
    for (const problem of problems(node, options.file)) reporter.report(node.id, problem);
  },
});

function count(definitions, reporter) {
  const processes = (definitions.rootElements ?? []).filter((it) => is(it, 'bpmn:Process'));
  if (processes.length !== 1) reporter.report(definitions.id, `${processes.length} processes in one file: one file, one process`);
}

function* problems(process, file) {
  if (!KEBAB.test(process.id)) yield `process id "${process.id}": write it in kebab-case ("page-on-call")`;
  if (file && process.id !== file) yield `process id "${process.id}" is not the file's name "${file}"`;
  if (!process.isExecutable) yield 'process is not executable: isExecutable="true"';
  if (!process.name?.trim()) yield 'process without a name: Cockpit and Tasklist show it';
  if (camunda(process, 'historyTimeToLive') !== 'P90D') yield 'engine history is kept for 90 days: camunda:historyTimeToLive="P90D"';
}
