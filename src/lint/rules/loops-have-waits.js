// A loop without a wait state runs in one transaction until the stack overflows or the transaction fails.
const { definitions, flowNodes, is, isAny, isExternal } = require('../model');

const WAITED_FOR = ['bpmn:TimerEventDefinition', 'bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition', 'bpmn:ConditionalEventDefinition'];

module.exports = () => ({
  check(node, reporter) {
    if (!isAny(node, ['bpmn:Process', 'bpmn:SubProcess'])) return;
    const nodes = flowNodes(node).filter((it) => !waits(it));
    for (const loop of loops(nodes, next)) {
      reporter.report(loop[0].id, `loop without a wait: ${[...loop, loop[0]].map((it) => it.id).join(' → ')}; put a user task, an external task, a timer or a message into it`);
    }
  },
});

function waits(node) {
  if (isAny(node, ['bpmn:UserTask', 'bpmn:ReceiveTask', 'bpmn:CallActivity', 'bpmn:EventBasedGateway'])) return true;
  if (isExternal(node)) return true;
  if (isAny(node, ['bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent'])) return definitions(node).some((it) => isAny(it, WAITED_FOR));
  return is(node, 'bpmn:SubProcess') && !canRushThrough(node);
}

/** Whether a token can pass through, to an end or a throwing event, without a wait state. */
function canRushThrough(subProcess) {
  const seen = new Set();
  const todo = flowNodes(subProcess).filter((it) => is(it, 'bpmn:StartEvent'));
  while (todo.length) {
    const node = todo.pop();
    if (seen.has(node) || waits(node)) continue;
    if (is(node, 'bpmn:ThrowEvent') || next(node).length === 0) return true;
    seen.add(node);
    todo.push(...next(node));
  }
  return false;
}

/** The successors: targets of sequence flows and of boundary events, by which an error may leave. */
function next(node) {
  const attached = flowNodes(node.$parent).filter((it) => it.attachedToRef === node && !isCompensation(it));
  return [...(node.outgoing ?? []).map((flow) => flow.targetRef), ...attached];
}

function isCompensation(event) {
  return definitions(event).some((it) => is(it, 'bpmn:CompensateEventDefinition'));
}

/** One loop for each back edge of a depth-first search. */
function loops(nodes, successors) {
  const found = [];
  const done = new Set();
  const path = [];
  nodes.forEach(visit);
  return found;

  function visit(node) {
    if (path.includes(node)) return void found.push(path.slice(path.indexOf(node)));
    if (done.has(node) || !nodes.includes(node)) return;
    path.push(node);
    successors(node).forEach(visit);
    path.pop();
    done.add(node);
  }
}
