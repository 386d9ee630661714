// Activities, events and diverging gateways have labels; the flows after a question are labelled with the answers.
const { is, isAny, label } = require('../model');

module.exports = () => ({
  check(node, reporter) {
    const problem = missing(node);
    if (problem) reporter.report(node.id, problem);
  },
});

function missing(node) {
  if (is(node, 'bpmn:Activity') && !label(node)) return 'activity without a label: say what is done, verb + object ("Confirm severity")';
  if (is(node, 'bpmn:Event') && !label(node)) return 'event without a label: say what happened, object + state ("Alerts cleared")';
  if (asks(node) && !label(node)) return 'gateway without a label: ask the question that its flows answer ("Pool recovered?")';
  if (asks(node) && !label(node).endsWith('?')) return `gateway label is not a question: "${label(node)}"`;
  if (answers(node) && !label(node)) return `flow without a label: answer "${label(node.sourceRef) || node.sourceRef.id}" (the default flow, too)`;
  return null;
}

function asks(node) {
  return isAny(node, ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway']) && (node.outgoing ?? []).length > 1;
}

function answers(node) {
  return is(node, 'bpmn:SequenceFlow') && node.sourceRef && asks(node.sourceRef);
}
