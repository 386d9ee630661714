const { describe, test } = require('node:test');
const { complaints, says } = require('./complaints');

const decision = (...changes) => complaints('processes/set-limits.dmn', ...changes);

describe('decisions', () => {
  test('another name', async () => says(await decision(['id="set-limits"', 'id="guess-limits"']), `no decision with the file's name "set-limits"`));
  test('a hit policy that the engine does not know', async () => says(await decision(['"FIRST"', '"PRIORITY"']), 'hit policy PRIORITY'));
  test('history kept forever', async () => says(await decision([' camunda:historyTimeToLive="P90D"', '']), 'P90D'));
  test('script', async () => says(await decision(['id="Cell_WorstLimit"', 'id="Cell_WorstLimit" expressionLanguage="javascript"']), 'only FEEL'));
  test('column without a label', async () => says(await decision([' label="Severity"', '']), 'without a label'));
  test('column without a type', async () => says(await decision([' typeRef="integer"', '']), 'without a type'));
  test('output that is no variable', async () => says(await decision(['name="limit"', 'name="The limit"']), 'camelCase'));
  test('cell missing', async () => says(await decision(['<inputEntry id="Cell_Others"><text></text></inputEntry>', '']), 'Rule_Others', 'cells'));
});
