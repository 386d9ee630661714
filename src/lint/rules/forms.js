// User tasks have a form and an assignee or candidates. Binding "latest" keeps the forms working if only the BPMN is
// deployed.
const { camunda, extensions, is } = require('../model');

/** options.forms: the names of the files in forms/, without .form; if missing, existence is not checked. */
module.exports = (options = {}) => ({
  check(node, reporter) {
    for (const problem of problems(node, options.forms)) reporter.report(node.id, problem);
  },
});

function* problems(node, forms) {
  if (is(node, 'bpmn:UserTask')) {
    if (!camunda(node, 'formRef')) yield 'user task without a form: camunda:formRef="confirm-severity"';
    if (!camunda(node, 'candidateGroups') && !camunda(node, 'assignee')) yield 'no assignee or candidates: set camunda:candidateGroups or camunda:assignee';
  }
  if (camunda(node, 'formKey') || extensions(node, 'camunda:FormData').length) yield 'embedded and generated forms: use a Camunda Form, camunda:formRef';
  const form = camunda(node, 'formRef');
  if (!form) return;
  if (camunda(node, 'formRefBinding') !== 'latest') yield `form ${form}: write camunda:formRefBinding="latest"`;
  if (forms && !forms.includes(form)) yield `no such form: forms/${form}.form`;
}
