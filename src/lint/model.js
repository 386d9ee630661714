// What the rules ask of a model again and again.
const { is, isAny } = require('bpmnlint-utils');

/** A camunda attribute, also where the schema doesn't expect it. */
function camunda(element, name) {
  return element.get(`camunda:${name}`) ?? element.$attrs[`camunda:${name}`];
}

/** The children of an element's extensionElements of one type, e.g. camunda:Properties. */
function extensions(element, type) {
  return (element.extensionElements?.values ?? []).filter((value) => value.$type === type);
}

/** Every element below and including this one, the drawing left out. */
function everything(element) {
  if (!element?.$descriptor || element.$type.startsWith('bpmndi:')) return [];
  if (element.$descriptor.isGeneric) return [element, ...(element.$children ?? []).flatMap(everything)];
  const children = element.$descriptor.properties
    .filter((property) => !property.isAttr && !property.isReference)
    .flatMap((property) => [element.get(property.name)].flat())
    .filter((child) => child?.$descriptor);
  return [element, ...children.flatMap(everything)];
}

/** The nearest element with an id that a modeler can click on. */
function owner(element) {
  let at = element;
  while (at && !isAny(at, ['bpmn:FlowElement', 'bpmn:Process', 'bpmn:Participant'])) at = at.$parent;
  return at ?? element;
}

/** Text as a modeler wrote it, on one line. */
function label(element) {
  return (element.name ?? '').replace(/\s+/g, ' ').trim();
}

/** Service, send and business rule tasks and message throws can all be handed to the worker. */
function isExternal(element) {
  return camunda(element, 'type') === 'external' || definitions(element).some((it) => camunda(it, 'type') === 'external');
}

function definitions(event) {
  return event.eventDefinitions ?? [];
}

function flowNodes(container) {
  return (container.flowElements ?? []).filter((element) => is(element, 'bpmn:FlowNode'));
}

const VARIABLE = /^\$\{[A-Za-z_]\w*\}$/;
const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

module.exports = { camunda, definitions, everything, extensions, flowNodes, is, isAny, isExternal, KEBAB, label, owner, VARIABLE };
