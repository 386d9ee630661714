// One good model of everything; a test changes one thing in it and hears the complaint.
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { basename, extname, join } = require('node:path');
const { known } = require('../checks/repository');

const root = join(__dirname, 'good');
const CHECKS = { '.bpmn': '../checks/bpmn', '.dmn': '../checks/dmn', '.form': '../checks/form', '.json': '../checks/template' };

const MODEL = 'runbooks/drain-pool.bpmn';

/** What is said about a good file after some [what, by] replacements: "id: message [rule]", one string per problem. */
async function complaints(file, ...changes) {
  const text = changes.reduce(change, readFileSync(join(root, file), 'utf8'));
  const problems = await require(CHECKS[extname(file)])(text, join(root, file), known(root));
  return problems.map(({ rule, id, message }) => `${id ?? basename(file)}: ${message} [${rule}]`);
}

function change(text, [what, by]) {
  assert.ok(text.includes(what), `the good file has no ${what}`);
  return text.replaceAll(what, by);
}

/** The complaints of one of our rules about the model. */
function rule(name) {
  return async (...changes) => (await complaints(MODEL, ...changes)).filter((it) => it.endsWith(`[firebreak/${name}]`));
}

/** Passes when exactly one complaint was made, and it says what we expect. */
function says(found, ...parts) {
  assert.equal(found.length, 1, `expected one complaint, heard ${found.length}:\n${found.join('\n')}`);
  for (const part of parts) assert.ok(found[0].includes(part), `"${found[0]}" does not say "${part}"`);
}

module.exports = { complaints, MODEL, rule, says };
