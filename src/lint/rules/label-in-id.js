// A new id says the label, too. A warning, since a site may rename an activity whose id runs in instances.
const { is, label } = require('../model');
const { camel, expected, hasTwin, same } = require('../ids');

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:FlowNode') || !label(node)) return;
    const name = node.id.slice(node.id.indexOf('_') + 1);
    if (same(name, camel(label(node)))) return;
    if (hasTwin(node) && same(name.slice(0, camel(label(node)).length), camel(label(node)))) return;
    reporter.report(node.id, `id and label differ: "${label(node)}" makes ${expected(node)}${hasTwin(node) ? ' (with a suffix, since the label is used twice)' : ''}`);
  },
});
