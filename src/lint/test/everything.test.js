const assert = require('node:assert/strict');
const { test } = require('node:test');
const { complaints, MODEL } = require('./complaints');

for (const file of [MODEL, 'processes/set-limits.dmn', 'forms/decide-next-step.form', '.camunda/element-templates/restart-container.json']) {
  test(`${file} has nothing to complain about`, async () => assert.deepEqual(await complaints(file), []));
}

test('what bpmnlint says worse than we do is not said twice', async () => {
  const found = await complaints(MODEL, [' name="Pool exhausted"', '']);

  assert.deepEqual(found.filter((it) => it.includes('label-required')), []);
});

test('a file that is no XML is a problem, not a crash', async () => {
  const found = await complaints(MODEL, ['</bpmn:definitions>', '']);

  assert.match(found[0], /\[xml\]/);
});

test('unknown camunda attributes are refused', async () => {
  const found = await complaints(MODEL, ['<bpmn:exclusiveGateway id="Gateway_AgainOrFirst"', '<bpmn:exclusiveGateway id="Gateway_AgainOrFirst" camunda:class="x"']);

  assert.match(found[0], /unknown attribute <camunda:class>/);
});
