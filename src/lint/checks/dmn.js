// Checks decisions: decision tables with a name, labelled and typed columns, and no code.
const { basename } = require('node:path');
const { KEBAB } = require('../model');

// The engine does not support PRIORITY and OUTPUT ORDER. A missing hit policy means UNIQUE: the Modeler omits the default.
const HIT_POLICIES = ['UNIQUE', 'FIRST', 'ANY', 'COLLECT', 'RULE ORDER'];

module.exports = async function (text, file) {
  const { DmnModdle } = await import('dmn-moddle');
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(text);
    return [
      ...warnings.map((warning) => error('xml', null, warning.message.replace(/\s+/g, ' '))),
      ...decisions(rootElement, basename(file, '.dmn')),
    ];
  } catch (problem) {
    return [error('xml', null, problem.message.replace(/\s+/g, ' '))];
  }
};

function* decisions(definitions, name) {
  const all = (definitions.drgElement ?? []).filter((it) => it.$type === 'dmn:Decision');
  if (!all.some((it) => it.id === name)) yield error('file-is-key', null, `no decision with the file's name "${name}"; there is ${all.map((it) => `"${it.id}"`).join(', ') || 'none'}`);
  for (const decision of all) yield* problems(decision);
}

function* problems(decision) {
  const table = decision.decisionLogic;
  if (!KEBAB.test(decision.id)) yield error('file-is-key', decision.id, 'decision id: write it in kebab-case');
  if (!decision.name) yield error('labels', decision.id, 'decision without a name');
  if (decision.$attrs['camunda:historyTimeToLive'] !== 'P90D') yield error('file-is-key', decision.id, 'engine history is kept for 90 days: camunda:historyTimeToLive="P90D"');
  if (table?.$type !== 'dmn:DecisionTable') return yield error('table', decision.id, 'decisions are tables');
  if (!HIT_POLICIES.includes(table.hitPolicy)) yield error('table', decision.id, `hit policy ${table.hitPolicy}: the engine knows ${HIT_POLICIES.join(', ')}`);
  yield* columns(decision.id, table);
  yield* rules(decision.id, table);
}

function* columns(id, table) {
  if (!table.output?.length) yield error('table', id, 'no output column');
  for (const input of table.input ?? []) {
    if (!input.label) yield error('labels', input.id, 'input column without a label');
    if (!input.inputExpression?.text?.trim()) yield error('table', input.id, 'input column reads nothing');
    if (!input.inputExpression?.typeRef) yield error('table', input.id, 'input column without a type');
    yield* script(input.inputExpression, input.id);
  }
  for (const output of table.output ?? []) {
    if (!/^[a-z]\w*$/.test(output.name ?? '')) yield error('table', output.id, `output "${output.name ?? ''}": name it as the variable, in camelCase`);
    if (!output.typeRef) yield error('table', output.id, 'output column without a type');
  }
}

function* rules(id, table) {
  if (!table.rule?.length) yield error('table', id, 'no rules');
  for (const rule of table.rule ?? []) {
    const full = (rule.inputEntry ?? []).length === (table.input ?? []).length && (rule.outputEntry ?? []).length === (table.output ?? []).length;
    if (!full) yield error('table', rule.id, 'rule has more or fewer cells than the table has columns');
    for (const cell of [...(rule.inputEntry ?? []), ...(rule.outputEntry ?? [])]) yield* script(cell, rule.id);
  }
}

function* script(expression, id) {
  const language = expression?.expressionLanguage;
  if (language && !/^feel$/i.test(language)) yield error('no-scripts', id, `expression language "${language}": only FEEL`);
}

function error(rule, id, message) {
  return { level: 'error', rule, id, message };
}
