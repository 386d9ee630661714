// Every service task names its topic or delegate. ModelContractTests checks that the delegate exists.
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
  if (camunda(node, 'topic')) return 'camunda:topic without camunda:type="external": no worker would fetch it';
  if (!isAny(node, ['bpmn:ServiceTask', 'bpmn:SendTask']) || doesSomething(node)) return null;
  return 'does nothing: external with a topic when it touches the outside, else camunda:delegateExpression="${someDelegate}"';
}

/** The rule no-scripts reports code in classes and expressions. */
function doesSomething(node) {
  return ['delegateExpression', 'class', 'expression', 'type'].some((name) => camunda(node, name));
}
