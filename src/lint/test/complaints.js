// Test support: a valid example of each file type. A test changes one thing in it and expects one message.
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { basename, extname, join } = require('node:path');
const { known } = require('../checks/repository');

const root = join(__dirname, 'good');
const CHECKS = { '.bpmn': '../checks/bpmn', '.dmn': '../checks/dmn', '.form': '../checks/form', '.json': '../checks/template' };

const MODEL = 'runbooks/drain-pool.bpmn';

/** The messages about a valid file after some [what, by] replacements, each as "id: message [rule]". */
async function complaints(file, ...changes) {
  const text = changes.reduce(change, readFileSync(join(root, file), 'utf8'));
  const problems = await require(CHECKS[extname(file)])(text, join(root, file), known(root));
  return problems.map(({ rule, id, message }) => `${id ?? basename(file)}: ${message} [${rule}]`);
}

function change(text, [what, by]) {
  assert.ok(text.includes(what), `the valid file does not contain ${what}`);
  return text.replaceAll(what, by);
}

/** The messages of one of our rules about the model. */
function rule(name) {
  return async (...changes) => (await complaints(MODEL, ...changes)).filter((it) => it.endsWith(`[firebreak/${name}]`));
}

/** Passes if there is exactly one message, which contains the expected parts. */
function says(found, ...parts) {
  assert.equal(found.length, 1, `expected one message, got ${found.length}:\n${found.join('\n')}`);
  for (const part of parts) assert.ok(found[0].includes(part), `"${found[0]}" does not contain "${part}"`);
}

module.exports = { complaints, MODEL, rule, says };
