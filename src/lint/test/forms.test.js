const { describe, test } = require('node:test');
const { complaints, says } = require('./complaints');

const form = (...changes) => complaints('forms/decide-next-step.form', ...changes);

describe('forms', () => {
  test('another name', async () => says(await form(['"decide-next-step"', '"decide"']), `is not the file's name`));
  test('component that breaks Tasklist', async () => says(await form(['"textarea"', '"dynamiclist"']), 'dynamiclist', 'disables Complete'));
  test('component inside a group', async () => says(await form(['"components": [', '"components": [{ "id": "G", "type": "group", "components": [{ "id": "F", "type": "filepicker" }] },']), 'filepicker'));
  test('other platform', async () => says(await form(['"Camunda Platform"', '"Camunda Cloud"']), 'Camunda Platform'));
  test('no version', async () => says(await form(['  "executionPlatformVersion": "7.24.0",\n', '']), 'executionPlatformVersion'));
  test('schema newer than Tasklist', async () => says(await form(['"schemaVersion": 16', '"schemaVersion": 19']), '1 to 16'));
  test('no schema', async () => says(await form(['  "schemaVersion": 16,\n', '']), 'missing'));
  test('no key', async () => says(await form([' "key": "reason",', '']), 'camelCase'));
  test('key twice', async () => says(await form(['"reason"', '"nextStep"']), 'nextStep: key used twice'));
  test('no label', async () => says(await form([', "label": "Reason"', '']), 'without a label'));
  test('no JSON', async () => says(await form(['"components": [', '"components": ']), '[json]'));
});

describe('element templates', () => {
  const template = (...changes) => complaints('.camunda/element-templates/restart-container.json', ...changes);

  test('unknown binding', async () => says((await template(['"camunda:in"', '"camunda:nope"'])).slice(0, 1), 'camunda:nope'));
  test('template of Camunda 8', async () => says(await template(['@camunda/element', '@camunda/zeebe-element']), 'Camunda 7'));
  test('no name', async () => says((await template(['    "name": "Restart container",\n', ''])).slice(0, 1), 'name'));
});
