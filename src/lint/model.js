// Model queries shared by the rules.
const { is, isAny } = require('bpmnlint-utils');

/** The value of a camunda attribute, even on elements for which the schema doesn't define it. */
function camunda(element, name) {
  return element.get(`camunda:${name}`) ?? element.$attrs[`camunda:${name}`];
}

/** The children of an element's extensionElements of one type, e.g. camunda:Properties. */
function extensions(element, type) {
  return (element.extensionElements?.values ?? []).filter((value) => value.$type === type);
}

/** This element and all its descendants, without the diagram. */
function everything(element) {
  if (!element?.$descriptor || element.$type.startsWith('bpmndi:')) return [];
  if (element.$descriptor.isGeneric) return [element, ...(element.$children ?? []).flatMap(everything)];
  const children = element.$descriptor.properties
    .filter((property) => !property.isAttr && !property.isReference)
    .flatMap((property) => [element.get(property.name)].flat())
    .filter((child) => child?.$descriptor);
  return [element, ...children.flatMap(everything)];
}

/** The nearest enclosing element with an id that can be selected in the Modeler. */
function owner(element) {
  let at = element;
  while (at && !isAny(at, ['bpmn:FlowElement', 'bpmn:Process', 'bpmn:Participant'])) at = at.$parent;
  return at ?? element;
}

/** The text, joined into one line. */
function label(element) {
  return (element.name ?? '').replace(/\s+/g, ' ').trim();
}

/** Elements that can be external tasks: service, send and business rule tasks, and throwing message events. */
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
