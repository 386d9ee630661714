// Ids are type + words, not generated: history, metrics and tests refer to them.
const { expected, prefixes } = require('../ids');
const { isAny, label } = require('../model');

const GENERATED = /_[01][0-9a-z]{6}$/;
const GENERIC = ['bpmn:FlowElement', 'bpmn:Process', 'bpmn:Message', 'bpmn:Error', 'bpmn:Signal', 'bpmn:Escalation'];

module.exports = () => ({
  check(node, reporter) {
    if (!isAny(node, GENERIC)) return;
    const problem = generated(node) ?? wrongPrefix(node);
    if (problem) reporter.report(node.id, problem);
  },
});

function generated(node) {
  if (!GENERATED.test(node.id)) return null;
  return `generated id: choose one, type + label${label(node) && prefixes(node) ? `, e.g. ${expected(node)}` : ''}`;
}

function wrongPrefix(node) {
  const wanted = prefixes(node);
  if (!wanted || wanted.some((prefix) => startsWith(node.id, prefix))) return null;
  return `id does not start with the type: begin with ${wanted.join(' or ')}${label(node) ? `, e.g. ${expected(node)}` : ''}`;
}

function startsWith(id, prefix) {
  return id.startsWith(prefix) && /^[A-Z0-9]/.test(id.slice(prefix.length));
}
