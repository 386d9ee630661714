// A task that does something says who does it. That the delegate exists is ModelContractTests' business.
const { camunda, definitions, is, isAny, isExternal } = require('../model');

const TOPIC = /^[a-z][a-z0-9]*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:FlowNode')) return;
    const problem = isExternal(node) ? badTopic(node) : badDelegate(node);
    if (problem) reporter.report(node.id, problem);
  },
});

function badTopic(node) {
  const topic = [node, ...definitions(node)].map((it) => camunda(it, 'topic')).find(Boolean) ?? '';
  if (TOPIC.test(topic) || topic === '${step}') return null;
  return `camunda:topic="${topic}": write technology.verb-object ("docker.restart-container"), or exactly \${step}`;
}

function badDelegate(node) {
  if (camunda(node, 'topic')) return 'camunda:topic without camunda:type="external": nobody would fetch it';
  if (!isAny(node, ['bpmn:ServiceTask', 'bpmn:SendTask']) || doesSomething(node)) return null;
  return 'does nothing: external with a topic when it touches the outside, else camunda:delegateExpression="${someDelegate}"';
}

/** Code in a class or expression is no-scripts' complaint. */
function doesSomething(node) {
  return ['delegateExpression', 'class', 'expression', 'type'].some((name) => camunda(node, name));
}
