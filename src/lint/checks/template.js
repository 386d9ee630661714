// Checks element templates: the Modeler silently ignores broken ones.
const { validate } = require('@bpmn-io/element-templates-validator');

const SCHEMA = '@camunda/element-templates-json-schema';

module.exports = async function (text) {
  let templates;
  try {
    templates = [JSON.parse(text)].flat();
  } catch (problem) {
    return [error('json', null, problem.message)];
  }
  const others = templates.filter(otherSchema);
  return [...templates.flatMap(broken), ...others.map((it) => error('schema', it.id, `$schema "${it.$schema}": Camunda 7 has ${SCHEMA}`)), ...twice(templates)];
};

function broken(template) {
  const { errors } = validate(template);
  return (errors ?? []).map(({ message, instancePath }) => error('template', template?.id, instancePath ? `${message} (at ${instancePath})` : message));
}

function otherSchema(template) {
  return template?.$schema && !template.$schema.includes(SCHEMA);
}

function twice(templates) {
  const ids = templates.map((it) => it?.id);
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) < i))].map((id) => error('template', id, 'id used twice in this file'));
}

function error(rule, id, message) {
  return { level: 'error', rule, id, message };
}
