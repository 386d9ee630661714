// Diagrams are readable: nothing overlaps, flows don't cross, and time runs from left to right.
const { centre, covers, isOrthogonal, meet, overlap, passes, segments, shrink } = require('../layout/geometry');
const { belongsOn, planes } = require('../layout/drawing');
const { wide } = require('../layout/text');
const { everything, flowNodes, is, isAny } = require('../model');

/** Nodes whose centres are closer than this must be aligned in one row. */
const ROW = 20;

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:Definitions')) return;
    const drawn = planes(node);
    const problems = [notDrawn(node, drawn), ...drawn.flatMap((plane) => [overlaps, bends, crossings, throughs, labels, rows, backwards].map((check) => check(plane)))];
    for (const [element, problem] of problems.flatMap((it) => [...it])) reporter.report(element.id, problem);
  },
});

function* notDrawn(definitions, drawn) {
  const seen = new Set(drawn.flatMap((plane) => [...plane.shapes, ...plane.flows]).map((it) => it.element));
  for (const element of everything(definitions)) {
    if (isAny(element, ['bpmn:FlowNode', 'bpmn:SequenceFlow']) && !seen.has(element)) yield [element, 'is not drawn: the diagram has no shape or line for it'];
  }
}

function* overlaps({ shapes }) {
  for (const [a, b] of pairs(shapes)) {
    if (belongsOn(a.element, b.element) || belongsOn(b.element, a.element)) continue;
    if (overlap(a.bounds, b.bounds)) yield [a.element, `overlaps ${b.element.id}`];
  }
}

function* bends({ flows }) {
  for (const flow of flows) {
    const slanted = segments(flow.points).find((segment) => !isOrthogonal(segment));
    if (slanted) yield [flow.element, `runs aslant from ${at(slanted[0])} to ${at(slanted[1])}: only horizontal and vertical lines`];
  }
}

/** Flows with a common source or target may share a segment where they diverge or join; no flows may cross. */
function* crossings({ flows }) {
  for (const [a, b] of pairs(flows)) {
    const related = a.element.sourceRef === b.element.sourceRef || a.element.targetRef === b.element.targetRef;
    const meetings = segments(a.points).flatMap((one) => segments(b.points).map((other) => meet(one, other)));
    if (meetings.includes('cross')) yield [a.element, `crosses ${b.element.id}`];
    else if (!related && meetings.includes('touch')) yield [a.element, `runs on top of ${b.element.id}`];
  }
}

function* throughs({ shapes, flows }) {
  for (const flow of flows) {
    const { sourceRef, targetRef } = flow.element;
    for (const shape of shapes) {
      if ([sourceRef, targetRef].includes(shape.element) || isAround(shape.element, flow.element)) continue;
      if (segments(flow.points).some((segment) => passes(segment, shrink(shape.bounds, 1)))) yield [flow.element, `runs through ${shape.element.id}`];
    }
  }
}

/** The pool, lane or sub-process that contains a flow. */
function isAround(outer, flow) {
  return isAny(outer, ['bpmn:Participant', 'bpmn:Lane', 'bpmn:Group']) || belongsOn(flow, outer);
}

function* labels({ shapes, flows }) {
  const labelled = [...shapes, ...flows].filter((it) => it.label);
  for (const one of labelled) {
    if (one.label.broken) yield [one.element, `label is broken inside "${one.label.broken}": make it ${Math.ceil(wide(one.label.broken))} px wide`];
    const box = shrink(one.label, 1);
    const hidden = shapes.find((shape) => !isAround(shape.element, one.element) && !isContainer(shape) && covers(box, shape));
    if (hidden) yield [one.element, `label lies on ${hidden.element === one.element ? 'its own shape' : hidden.element.id}`];
    const line = flows.find((flow) => flow !== one && segments(flow.points).some((segment) => passes(segment, box)));
    if (line) yield [one.element, `label is struck through by ${line.element.id}`];
  }
  for (const [a, b] of pairs(labelled)) if (overlap(shrink(a.label, 1), shrink(b.label, 1))) yield [a.element, `label lies on the label of ${b.element.id}`];
}

function isContainer(shape) {
  return shape.expanded && is(shape.element, 'bpmn:SubProcess');
}

function* rows({ shapes }) {
  const nodes = shapes.filter((it) => is(it.element, 'bpmn:FlowNode') && !is(it.element, 'bpmn:BoundaryEvent') && !isContainer(it));
  for (const mates of scopes(nodes)) {
    const sorted = mates.sort((a, b) => centre(a.bounds).y - centre(b.bounds).y);
    for (const [i, node] of sorted.entries()) {
      const off = i && centre(node.bounds).y - centre(sorted[i - 1].bounds).y;
      if (off >= 1 && off <= ROW) yield [node.element, `is ${Math.round(off)} px lower than ${sorted[i - 1].element.id}: one row, or more than ${ROW} px apart`];
    }
  }
}

function scopes(nodes) {
  const parents = new Set(nodes.map((it) => it.element.$parent));
  return [...parents].map((parent) => nodes.filter((it) => it.element.$parent === parent));
}

/** A scope starts at its left edge, and along a row only loops run to the left. A detour may rejoin the row anywhere. */
function* backwards({ shapes, flows }) {
  const x = new Map(shapes.map((it) => [it.element, centre(it.bounds).x]));
  const y = new Map(shapes.map((it) => [it.element, centre(it.bounds).y]));
  for (const { element } of flows) {
    const { sourceRef, targetRef } = element;
    const back = x.get(targetRef) < x.get(sourceRef) - 1 && Math.abs(y.get(targetRef) - y.get(sourceRef)) <= ROW;
    if (back && !reaches(targetRef, sourceRef)) yield [element, `runs backwards from ${sourceRef.id} to ${targetRef.id}, and closes no loop`];
  }
  for (const start of shapes.filter((it) => is(it.element, 'bpmn:StartEvent'))) {
    const left = flowNodes(start.element.$parent).find((it) => x.get(it) < x.get(start.element) && reaches(start.element, it));
    if (left) yield [start.element, `is not where it starts: ${left.id} lies further left`];
  }
}

function reaches(from, to) {
  const seen = new Set();
  const todo = [from];
  while (todo.length) {
    const node = todo.pop();
    if (node === to) return true;
    if (!node || seen.has(node)) continue;
    seen.add(node);
    todo.push(...(node.outgoing ?? []).map((flow) => flow.targetRef), ...flowNodes(node.$parent).filter((it) => it.attachedToRef === node));
  }
  return false;
}

function pairs(items) {
  return items.flatMap((one, i) => items.slice(i + 1).map((other) => [one, other]));
}

function at(point) {
  return `(${Math.round(point.x)}, ${Math.round(point.y)})`;
}
