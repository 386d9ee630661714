const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { describe, test } = require('node:test');
const bpmn = require('../checks/bpmn');
const { files, known } = require('../checks/repository');
const { rule, says } = require('./complaints');

const none = [];
/** Extension elements come first in their element. */
const extended = (incoming, xml) => [`<bpmn:incoming>${incoming}</bpmn:incoming>`, `<bpmn:extensionElements>${xml}</bpmn:extensionElements><bpmn:incoming>${incoming}</bpmn:incoming>`];
const inputs = (xml) => `<camunda:inputOutput>${xml}</camunda:inputOutput>`;

describe('chosen-ids', () => {
  const ids = rule('chosen-ids');

  test('type and label', async () => assert.deepEqual(await ids(), none));
  test('generated', async () => says(await ids(['UserTask_DecideNextStep', 'Activity_0x1abcd']), 'Activity_0x1abcd: generated id', 'e.g. UserTask_DecideNextStep'));
  test('generated flow', async () => says(await ids(['Flow_Again', 'Flow_1p0ajx5']), 'generated id'));
  test('wrong type', async () => says(await ids(['ServiceTask_ReadPool', 'Task_ReadPool']), 'begin with ServiceTask_'));
  test('another label is for label-in-id to say', async () => assert.deepEqual(await ids(['UserTask_DecideNextStep', 'UserTask_DecideStep']), none));
  test('nothing after the type', async () => says(await ids(['Gateway_AgainOrFirst', 'Gateway_']), 'begin with Gateway_'));
  test('boundary events may be plain events', async () => assert.deepEqual(await ids(['BoundaryEvent_DecisionOverdue', 'Event_DecisionOverdue']), none));
});

describe('label-in-id', () => {
  const ids = rule('label-in-id');

  test('wrong label', async () => says(await ids(['UserTask_DecideNextStep', 'UserTask_DecideStep']), '"Decide next step" makes UserTask_DecideNextStep'));
  test('hyphens part words', async () => assert.deepEqual(await ids(['"Page on-call engineer"', '"Page  on call&#10;engineer"']), none));
  test('the same label twice needs a suffix', async () => {
    assert.deepEqual(await ids(['name="Engineer paged"', 'name="Pool recovered"'], ['EndEvent_EngineerPaged', 'EndEvent_PoolRecovered_AfterPage']), none);
    says(await ids(['name="Engineer paged"', 'name="Pool recovered"']), 'used twice');
  });
  test('a renamed activity is a warning, since its id runs in instances', () => assert.equal(require('../index').configs.all.rules['label-in-id'], 'warn'));
  test('the shipped models have none', async () => {
    const root = join(__dirname, '../../..');
    const models = files(root).filter((file) => file.endsWith('.bpmn'));
    const found = await Promise.all(models.map((file) => bpmn(readFileSync(file, 'utf8'), file, known(root))));

    assert.ok(models.length > 20);
    assert.deepEqual(found.flat().filter((it) => it.rule === 'firebreak/label-in-id'), none);
  });
});

describe('labels', () => {
  const labels = rule('labels');

  test('all there', async () => assert.deepEqual(await labels(), none));
  test('activity', async () => says(await labels([' name="Read pool"', '']), 'ServiceTask_ReadPool: activity without a label'));
  test('event', async () => says(await labels([' name="Decision overdue"', '']), 'event without a label'));
  test('gateway that asks', async () => says(await labels([' name="Pool recovered?"', '']), 'gateway without a label'));
  test('gateway that tells', async () => says(await labels(['"Pool recovered?"', '"Check pool"']), 'not a question'));
  test('answer', async () => says(await labels([' name="Yes"', '']), 'Flow_Recovered', 'answer "Pool recovered?"'));
  test('default answer', async () => says(await labels([' name="No"', '']), 'Flow_NotRecovered', 'the default flow, too'));
});

describe('no-scripts', () => {
  const scripts = rule('no-scripts');
  const pool = 'camunda:type="external" camunda:topic="postgres.read-pool"';

  test('external tasks and delegates', async () => {
    assert.deepEqual(await scripts(), none);
    assert.deepEqual(await scripts([pool, 'camunda:delegateExpression="${readPoolDelegate}"']), none);
  });
  test('plain expressions', async () => assert.deepEqual(await scripts(['${recovered}', "${recovered and (idle > 3 or state == 'a(b)')}"]), none));
  test('script task', async () => says(await scripts(['bpmn:serviceTask', 'bpmn:scriptTask'], [pool, 'scriptFormat="javascript"']), 'script task'));
  test('class', async () => says(await scripts([pool, 'camunda:class="java.lang.Runtime"']), 'camunda:class="java.lang.Runtime"'));
  test('expression', async () => says(await scripts([pool, 'camunda:expression="${pool}"']), 'camunda:expression'));
  test('delegate with a call', async () => assert.equal((await scripts([pool, 'camunda:delegateExpression="${beans.get(1)}"'])).length, 2));
  test('mail', async () => says(await scripts([pool, 'camunda:type="mail"']), 'only external'));
  test('connector', async () => says(await scripts(extended('Flow_ToRead', '<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector>')), 'ServiceTask_ReadPool: connector'));
  test('script in a mapping', async () => says(await scripts(extended('Flow_ToRead', inputs('<camunda:inputParameter name="a"><camunda:script scriptFormat="juel">1</camunda:script></camunda:inputParameter>'))), 'script in a mapping'));
  test('call in a mapping', async () => says(await scripts(extended('Flow_ToRead', inputs('<camunda:inputParameter name="a">${execution.getId()}</camunda:inputParameter>'))), 'method call in value'));
  test('script in a listener', async () => says(await scripts(extended('Flow_ToRead', '<camunda:executionListener event="start"><camunda:script scriptFormat="juel">1</camunda:script></camunda:executionListener>')), 'script in a mapping or listener'));
  test('class in a listener', async () => says(await scripts(extended('Flow_NotRecovered', '<camunda:taskListener event="create" class="x.Y" />')), 'UserTask_DecideNextStep: camunda:class'));
  test('field', async () => says(await scripts(extended('Flow_ToRead', '<camunda:field name="a" stringValue="b" />')), 'field injection'));
  test('condition in a script language', async () => says(await scripts(['>${recovered}', ' language="javascript">recovered']), 'script language "javascript"'));
  test('condition with a call', async () => says(await scripts(['${recovered}', '${pool.recovered()}']), 'Flow_Recovered: method call'));
  test('call in an assignee', async () => says(await scripts(['camunda:candidateGroups="commander"', 'camunda:assignee="#{people.first()}"']), 'method call'));
});

describe('external-way-out', () => {
  const wayOut = rule('external-way-out');
  const retry = (value) => wayOut(extended('Flow_ToRead', `<camunda:failedJobRetryTimeCycle>${value}</camunda:failedJobRetryTimeCycle>`));
  const property = (name, value) => wayOut(extended('Flow_ToRead', `<camunda:properties><camunda:property name="${name}" value="${value}" /></camunda:properties>`));

  test("the worker's own schedule", async () => assert.deepEqual(await wayOut(), none));
  for (const value of ['PT5S,PT15S,PT1M', 'R3/PT10S', 'PT1H30M', 'P1D']) test(value, async () => assert.deepEqual(await retry(value), none));
  for (const value of ['R0/PT10S', 'R1000/PT1S', 'PT0S', 'R3/PT0S', 'P', 'PT', '3', 'soon', '']) test(`not "${value}"`, async () => says(await retry(value), 'no way out when it fails'));
  test('retries', async () => assert.deepEqual(await property('retries', '3'), none));
  test('no retries', async () => says(await property('retries', '0'), 'retries="0"', '1 to 20'));
  test('schedule as a property', async () => says(await property('retryTimeCycle', 'R0/PT1S'), 'retryTimeCycle="R0/PT1S"'));
});

describe('topic-known', () => {
  const topics = rule('topic-known');
  const topic = (value) => topics(['camunda:topic="postgres.read-pool"', `camunda:topic="${value}"`]);

  test('technology.verb-object', async () => assert.deepEqual(await topics(), none));
  test('${step}', async () => assert.deepEqual(await topic('${step}'), none));
  for (const value of ['readPool', 'postgres.readPool', 'postgres', '${topic}', 'Postgres.read-pool', '']) test(`not "${value}"`, async () => says(await topic(value), `camunda:topic="${value}"`));
  test('topic, but not external', async () => says(await topics([' camunda:type="external"', '']), 'no worker would fetch it'));
  test('task that does nothing', async () => says(await topics([' camunda:type="external" camunda:topic="postgres.read-pool"', '']), 'does nothing'));
});

describe('forms', () => {
  const forms = rule('forms');

  test('form, binding, candidates', async () => assert.deepEqual(await forms(), none));
  test('assignee instead of groups', async () => assert.deepEqual(await forms(['camunda:candidateGroups="commander"', 'camunda:assignee="${commander}"']), none));
  test('no form', async () => says(await forms([' camunda:formRef="decide-next-step" camunda:formRefBinding="latest"', '']), 'user task without a form'));
  test('other binding', async () => says(await forms(['"latest"', '"deployment"']), 'camunda:formRefBinding="latest"'));
  test('no such form', async () => says(await forms(['formRef="decide-next-step"', 'formRef="guess"']), 'forms/guess.form'));
  test('neither assignee nor candidates', async () => says(await forms([' camunda:candidateGroups="commander"', '']), 'no assignee or candidates'));
  test('embedded form', async () => says(await forms(['camunda:candidateGroups', 'camunda:formKey="embedded:deployment:x.html" camunda:candidateGroups']), 'use a Camunda Form'));
});

describe('called-elements', () => {
  const called = rule('called-elements');
  const call = (value) => called(['calledElement="${runbook}"', `calledElement="${value}"`]);

  test('variable', async () => assert.deepEqual(await called(), none));
  test('known process', async () => assert.deepEqual(await call('drain-pool'), none));
  test('unknown process', async () => says(await call('page-on-call'), 'no such process: page-on-call'));
  test('expression', async () => says(await call('${runbook}-a'), 'exactly one variable'));
  test('nothing', async () => says(await called([' calledElement="${runbook}"', '']), 'calls nothing'));
  test('unknown decision', async () => says(await called(['decisionRef="set-limits"', 'decisionRef="guess"']), 'processes/guess.dmn'));
  test('no decision', async () => says(await called(['camunda:decisionRef="set-limits" ', '']), 'asks no decision'));
  test('no mapping', async () => says(await called([' camunda:mapDecisionResult="singleEntry"', '']), 'camunda:mapDecisionResult'));
  test('answer dropped', async () => says(await called([' camunda:resultVariable="limit"', '']), 'is dropped'));
});

describe('file-is-key', () => {
  const key = rule('file-is-key');
  const id = (value) => key(['id="drain-pool"', `id="${value}"`], ['bpmnElement="drain-pool"', `bpmnElement="${value}"`]);

  test('one name', async () => assert.deepEqual(await key(), none));
  test('another name', async () => says(await id('drain-lake'), `is not the file's name "drain-pool"`));
  test('another case', async () => assert.match((await id('DrainPool'))[0], /kebab-case/));
  test('not executable', async () => says(await key(['isExecutable="true"', 'isExecutable="false"']), 'not executable'));
  test('history kept longer', async () => says(await key(['P90D', 'P180D']), 'camunda:historyTimeToLive="P90D"'));
  test('history kept forever', async () => says(await key([' camunda:historyTimeToLive="P90D"', '']), 'camunda:historyTimeToLive="P90D"'));
  test('no name', async () => says(await key([' name="Drain pool"', '']), 'without a name'));
  test('two processes', async () => assert.match((await key(['<bpmndi:BPMNDiagram', '<bpmn:process id="other" /><bpmndi:BPMNDiagram']))[0], /2 processes/));
});

describe('loops-have-waits', () => {
  const loops = rule('loops-have-waits');
  const delegate = ['camunda:type="external" camunda:topic="postgres.read-pool"', 'camunda:delegateExpression="${readPoolDelegate}"'];
  const manual = [['bpmn:userTask', 'bpmn:manualTask'], [' camunda:formRef="decide-next-step" camunda:formRefBinding="latest" camunda:candidateGroups="commander"', '']];

  test('external task and user task wait', async () => assert.deepEqual(await loops(), none));
  test('user task alone waits', async () => assert.deepEqual(await loops(delegate), none));
  test('external task alone waits', async () => assert.deepEqual(await loops(...manual), none));
  test('nobody waits', async () => says(await loops(delegate, ...manual), 'loop without a wait', 'Gateway_AgainOrFirst → ServiceTask_ReadPool → Gateway_PoolRecovered → UserTask_DecideNextStep → Gateway_AgainOrFirst'));

  const opened = [
    '<bpmn:userTask id="UserTask_DecideNextStep" name="Decide next step" camunda:formRef="decide-next-step" camunda:formRefBinding="latest" camunda:candidateGroups="commander">',
    '<bpmn:subProcess id="UserTask_DecideNextStep" name="Decide next step">',
  ];
  const closed = ['</bpmn:userTask>', '</bpmn:subProcess>'];
  const inside = (middle) =>
    '<bpmn:startEvent id="S"><bpmn:outgoing>F</bpmn:outgoing></bpmn:startEvent>' +
    `<bpmn:${middle} id="M"><bpmn:incoming>F</bpmn:incoming><bpmn:outgoing>G</bpmn:outgoing></bpmn:${middle}>` +
    '<bpmn:endEvent id="E"><bpmn:incoming>G</bpmn:incoming></bpmn:endEvent>' +
    '<bpmn:sequenceFlow id="F" sourceRef="S" targetRef="M" /><bpmn:sequenceFlow id="G" sourceRef="M" targetRef="E" />';
  const after = (middle) => [opened, closed, ['</bpmn:subProcess>', `${inside(middle)}</bpmn:subProcess>`]];

  test('a sub-process that waits inside', async () => assert.deepEqual(await loops(delegate, ...after('receiveTask')), none));
  test('a sub-process that rushes through', async () => says(await loops(delegate, ...after('manualTask')), 'loop without a wait'));
});
