// How ids are made of type and label; shared by the rules.
const { is, isAny, label } = require('./model');

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

module.exports = { camel, expected, hasTwin, prefixes, same };
