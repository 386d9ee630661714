// A model contains no code. The engine rejects the same at deployment, with less helpful messages.
const { camunda, everything, is, isAny, owner } = require('../model');

const DELEGATE = /^\$\{[a-z]\w*\}$/;
const WORDS = /^(and|or|not|empty|eq|ne|lt|gt|le|ge|div|mod)$/;

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:Definitions')) return;
    for (const element of everything(node)) {
      for (const problem of problems(element)) reporter.report(owner(element).id, problem);
    }
  },
});

function problems(element) {
  return [...kinds(element), ...attributes(element), ...expressions(element)];
}

function* kinds(element) {
  if (is(element, 'bpmn:ScriptTask')) yield 'script task: write a Java delegate and name it';
  if (element.$type === 'camunda:Script') yield 'script in a mapping or listener: use ${variable} or a Java delegate';
  if (element.$type === 'camunda:Connector') yield 'connector: use an external task with a topic';
  if (element.$type === 'camunda:Field') yield 'field injection (tokens race on the shared bean): use an input parameter';
  if (is(element, 'bpmn:FormalExpression') && element.language) yield `script language "${element.language}": write a plain \${...} expression`;
}

function* attributes(element) {
  if (!carriesCode(element)) return;
  const type = camunda(element, 'type');
  const delegate = camunda(element, 'delegateExpression');
  if (camunda(element, 'class')) yield `camunda:class="${camunda(element, 'class')}": name a bean, camunda:delegateExpression="\${someDelegate}"`;
  if (camunda(element, 'expression')) yield `camunda:expression="${camunda(element, 'expression')}": name a bean, camunda:delegateExpression="\${someDelegate}"`;
  if (camunda(element, 'resource')) yield `camunda:resource="${camunda(element, 'resource')}": no script resources`;
  if (delegate && !DELEGATE.test(delegate)) yield `camunda:delegateExpression="${delegate}": exactly one bean, \${someDelegate}`;
  if (type && type !== 'external' && !element.$type.startsWith('camunda:')) yield `camunda:type="${type}": only external`;
}

/** camunda:errorEventDefinition has an expression too, which only reads. */
function carriesCode(element) {
  return isAny(element, ['bpmn:BaseElement']) || /^camunda:(Execution|Task)Listener$/.test(element.$type);
}

function* expressions(element) {
  for (const [name, text] of texts(element)) {
    const call = (text.match(/[$#]\{[^}]*\}/g) ?? []).find(calls);
    if (call) yield `method call in ${name}: ${call} (only variables, literals, comparisons)`;
  }
}

function texts(element) {
  const own = Object.entries(element).filter(([name]) => !/^(\$type|id|name|text|documentation)$/.test(name) || element.$type.startsWith('camunda:'));
  return [...own, ...Object.entries(element.$attrs ?? {})].filter(([, value]) => typeof value === 'string');
}

function calls(expression) {
  const bare = expression.replace(/'[^']*'|"[^"]*"/g, "''");
  return [...bare.matchAll(/(\w+)\s*\(/g)].some(([, word]) => !WORDS.test(word));
}
