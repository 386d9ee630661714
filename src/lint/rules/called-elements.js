// Called processes and decisions exist, and the result of a decision is stored in a variable.
const { camunda, is, VARIABLE } = require('../model');

// Without resultList, the default: Firebreak has no variables that are lists of maps.
const MAPPINGS = ['singleEntry', 'singleResult', 'collectEntries'];

/** options.processes, options.decisions: known keys; if missing, existence is not checked. */
module.exports = (options = {}) => ({
  check(node, reporter) {
    if (is(node, 'bpmn:CallActivity')) report(badCall(node, options.processes));
    if (is(node, 'bpmn:BusinessRuleTask')) badDecision(node, options.decisions).forEach(report);

    function report(problem) {
      if (problem) reporter.report(node.id, problem);
    }
  },
});

function badCall(node, processes) {
  const called = node.calledElement ?? '';
  if (!called) return 'calls nothing: set calledElement to a process key, or ${runbook}';
  if (VARIABLE.test(called)) return null;
  if (/[$#{]/.test(called)) return `calledElement="${called}": exactly one variable, \${runbook}`;
  return processes && !processes.includes(called) ? `no such process: ${called} (in processes/ or runbooks/)` : null;
}

function badDecision(node, decisions) {
  if (camunda(node, 'type') === 'external') return [];
  const decision = camunda(node, 'decisionRef');
  if (!decision) return ['asks no decision: set camunda:decisionRef="assess-severity"'];
  return [
    decisions && !decisions.includes(decision) ? `no such decision: processes/${decision}.dmn` : null,
    MAPPINGS.includes(camunda(node, 'mapDecisionResult')) ? null : `decision ${decision}: set camunda:mapDecisionResult, e.g. singleEntry`,
    camunda(node, 'resultVariable') ? null : `the result of ${decision} is dropped: set camunda:resultVariable`,
  ];
}
