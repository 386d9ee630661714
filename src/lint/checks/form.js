// Checks forms: only components that work in Tasklist 7.24 (form-js 1.8.7), each tested there (guarantees.md "Forms").
const { basename } = require('node:path');
const { KEBAB } = require('../model');

const SHOWN = ['text', 'table', 'html', 'image', 'separator', 'expression', 'group'];
const ASKED = ['textfield', 'textarea', 'number', 'checkbox', 'radio', 'select', 'taglist', 'datetime'];
const WHY_NOT = {
  dynamiclist: 'typing in it disables Complete for good',
  filepicker: 'Tasklist does not support it',
  documentPreview: 'newer than Tasklist',
  iframe: 'blocked by the content security policy',
  button: 'Tasklist has its own Complete button',
};
const NEWEST_SCHEMA = 16;

module.exports = async function (text, file) {
  let form;
  try {
    form = JSON.parse(text);
  } catch (problem) {
    return [error('json', null, problem.message)];
  }
  return [...header(form, basename(file, '.form')), ...components(form)];
};

function* header(form, name) {
  if (form.id !== name) yield error('file-is-key', form.id, `form id "${form.id ?? ''}" is not the file's name "${name}"`);
  if (!KEBAB.test(name)) yield error('file-is-key', form.id, `"${name}": write it in kebab-case`);
  if (form.type !== 'default') yield error('schema', form.id, '"type": "default" is missing');
  if (form.executionPlatform !== 'Camunda Platform') yield error('schema', form.id, `"executionPlatform" is "${form.executionPlatform ?? ''}": write "Camunda Platform" (7)`);
  if (!/^7\.\d+\.\d+$/.test(form.executionPlatformVersion ?? '')) yield error('schema', form.id, '"executionPlatformVersion" is missing: write "7.24.0"');
  if (!Number.isInteger(form.schemaVersion) || form.schemaVersion > NEWEST_SCHEMA) yield error('schema', form.id, `"schemaVersion" is ${form.schemaVersion ?? 'missing'}: Tasklist knows 1 to ${NEWEST_SCHEMA}`);
  if (!form.components?.length) yield error('components', form.id, 'an empty form asks nothing');
}

function* components(form) {
  const all = flat(form);
  for (const component of all) yield* problems(component);
  yield* twice(all, 'id', 'id used twice');
  yield* twice(all.filter((it) => !it.conditional), 'key', 'key used twice');
}

function flat(container) {
  return (container.components ?? []).flatMap((component) => [component, ...flat(component)]);
}

function* problems(component) {
  const { type, id, key, label } = component;
  if (![...SHOWN, ...ASKED].includes(type)) return yield error('components', id ?? key, `component "${type}": ${WHY_NOT[type] ?? `use one of ${[...ASKED, ...SHOWN].join(', ')}`}`);
  if (!id) yield error('components', key, `${type} without an id`);
  if (!ASKED.includes(type)) return;
  if (!/^[a-z]\w*$/.test(key ?? '')) yield error('components', id, `${type} key "${key ?? ''}": the variable's name, in camelCase`);
  if (!(label ?? component.dateLabel ?? component.timeLabel)?.trim()) yield error('labels', id ?? key, `${type} without a label`);
}

function* twice(all, name, message) {
  const values = all.map((it) => it[name]).filter(Boolean);
  for (const value of new Set(values.filter((it, i) => values.indexOf(it) < i))) yield error('components', value, message);
}

function error(rule, id, message) {
  return { level: 'error', rule, id, message };
}
