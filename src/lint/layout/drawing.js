// A diagram's planes as shapes and flows. A collapsed sub-process has a plane with its own coordinates.
const { is, isAny } = require('../model');
const text = require('./text');

/** The planes of the diagram: { shapes: [{ element, bounds, label, form }], flows: [{ element, points, label }] }. */
function planes(definitions) {
  return (definitions.diagrams ?? []).map((diagram) => {
    const drawn = (diagram.plane?.planeElement ?? []).filter((it) => it.bpmnElement);
    return {
      shapes: drawn.filter((it) => is(it, 'bpmndi:BPMNShape') && it.bounds).map(shape),
      flows: drawn.filter((it) => is(it.bpmnElement, 'bpmn:SequenceFlow') && it.waypoint?.length > 1).map(flow),
    };
  });
}

function shape(di) {
  return { element: di.bpmnElement, bounds: di.bounds, label: label(di), form: form(di.bpmnElement), expanded: di.isExpanded };
}

function flow(di) {
  return { element: di.bpmnElement, points: di.waypoint, label: label(di) };
}

/** The bounds of a label, or null if the viewer places it. */
function label(di) {
  const { name } = di.bpmnElement;
  return name?.trim() && di.label?.bounds ? text.drawn(name, di.label.bounds) : null;
}

function form(element) {
  if (is(element, 'bpmn:Gateway')) return 'diamond';
  return is(element, 'bpmn:Event') ? 'circle' : 'box';
}

/** Whether a shape may overlap another: inside its sub-process, lane or pool, or as a boundary event on its host. */
function belongsOn(inner, outer) {
  if (isAny(outer, ['bpmn:Participant', 'bpmn:Lane', 'bpmn:Group'])) return true;
  if (inner.attachedToRef === outer) return true;
  for (let at = inner.$parent; at; at = at.$parent) if (at === outer) return true;
  return false;
}

module.exports = { belongsOn, planes };
