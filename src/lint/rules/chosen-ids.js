// Ids are type + label, not generated: history, metrics and tests refer to them.
const { is, isAny, label } = require('../model');

const GENERATED = /_[01][0-9a-z]{6}$/;
const GENERIC = ['bpmn:FlowElement', 'bpmn:Process', 'bpmn:Message', 'bpmn:Error', 'bpmn:Signal', 'bpmn:Escalation'];

module.exports = () => ({
  check(node, reporter) {
    if (!isAny(node, GENERIC)) return;
    const problem = generated(node) ?? wrongPrefix(node) ?? wrongName(node);
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

function wrongName(node) {
  if (!is(node, 'bpmn:FlowNode') || !label(node)) return null;
  const name = node.id.slice(node.id.indexOf('_') + 1);
  if (same(name, camel(label(node)))) return null;
  if (hasTwin(node) && same(name.slice(0, camel(label(node)).length), camel(label(node)))) return null;
  return `id and label differ: "${label(node)}" makes ${expected(node)}${hasTwin(node) ? ' (with a suffix, since the label is used twice)' : ''}`;
}

function prefixes(node) {
  if (is(node, 'bpmn:SequenceFlow')) return ['Flow_'];
  if (!is(node, 'bpmn:FlowNode')) return null;
  if (is(node, 'bpmn:Gateway')) return ['Gateway_'];
  if (is(node, 'bpmn:SubProcess')) return ['SubProcess_'];
  if (is(node, 'bpmn:BoundaryEvent')) return ['BoundaryEvent_', 'Event_'];
  if (isAny(node, ['bpmn:IntermediateCatchEvent', 'bpmn:IntermediateThrowEvent'])) return ['Event_'];
  return [`${node.$type.replace('bpmn:', '')}_`];
}

function expected(node) {
  return prefixes(node)[0] + (is(node, 'bpmn:SequenceFlow') ? `To${camel(label(node))}` : camel(label(node)));
}

function startsWith(id, prefix) {
  return id.startsWith(prefix) && /^[A-Z0-9]/.test(id.slice(prefix.length));
}

/** Two end events may have the same label "Cancelled", but not the same id. */
function hasTwin(node) {
  let root = node;
  while (root.$parent) root = root.$parent;
  return allNodes(root).some((other) => other !== node && other.$type === node.$type && same(camel(label(other)), camel(label(node))));
}

function allNodes(container) {
  const children = container.rootElements ?? container.flowElements ?? [];
  return children.flatMap((child) => [child, ...allNodes(child)]).filter((child) => is(child, 'bpmn:FlowNode'));
}

function camel(text) {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function same(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}
