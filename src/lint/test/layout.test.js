const assert = require('node:assert/strict');
const { describe, test } = require('node:test');
const { rule, says } = require('./complaints');

const layout = rule('layout');
const point = (x, y) => `<di:waypoint x="${x}" y="${y}" />`;
const box = (x, y, width, height) => `<dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />`;
const readPool = box(500, 160, 100, 80);
const some = (found, pattern) => assert.ok(found.some((it) => pattern.test(it)), found.join('\n'));

describe('layout', () => {
  test('a tidy diagram', async () => assert.deepEqual(await layout(), []));
  test('node without a shape', async () => some(await layout(['bpmnElement="EndEvent_EngineerPaged"', 'bpmnElement="drain-pool"']), /EndEvent_EngineerPaged: is not drawn/));
  test('shapes on each other', async () => some(await layout([box(932, 462, 36, 36), box(860, 462, 36, 36)]), /CallActivity_PageOnCallEngineer: overlaps EndEvent_EngineerPaged/));
  test('boundary event on another activity', async () => some(await layout(['attachedToRef="UserTask_DecideNextStep"', 'attachedToRef="CallActivity_PageOnCallEngineer"']), /overlaps BoundaryEvent_DecisionOverdue/));
  test('slanted line', async () => says(await layout([point(600, 200), point(600, 190)]), 'Flow_ToQuestion: runs aslant from (600, 190) to (655, 200)'));
  test('half a pixel is not slanted', async () => assert.deepEqual(await layout([point(600, 200), point(600, 199.6)]), []));
  test('crossing', async () => says(await layout([`${point(680, 225)}\n        ${point(680, 310)}`, `${point(680, 225)}${point(680, 250)}${point(560, 250)}${point(560, 370)}${point(630, 370)}`]), 'Flow_NotRecovered: crosses Flow_Again'));
  test('on top of another', async () => some(await layout([`${point(870, 480)}\n`, `${point(870, 480)}${point(870, 100)}${point(450, 100)}${point(450, 200)}${point(490, 200)}${point(490, 480)}\n`]), /runs on top of Flow_Paged/));
  test('joining flows may share the last piece', async () => assert.deepEqual(await layout([point(420, 225), `${point(420, 300)}${point(380, 300)}${point(380, 200)}${point(395, 200)}`]), []));
  test('through a shape', async () => some(await layout([point(420, 350), point(550, 350)], [point(420, 225), `${point(550, 140)}${point(420, 140)}${point(420, 175)}`]), /Flow_Again: runs through ServiceTask_ReadPool/));
  test('label on a shape', async () => says(await layout([box(688, 262, 15, 14), box(700, 330, 15, 14)]), 'Flow_NotRecovered: label lies on UserTask_DecideNextStep'));
  test('label beside the tip of a gateway', async () => assert.deepEqual(await layout([box(641, 145, 78, 14), box(692, 165, 84, 14)]), []));
  test('label struck through', async () => says(await layout([box(753, 225, 75, 14), box(640, 280, 75, 14)]), 'EndEvent_PoolRecovered: label is struck through by Flow_NotRecovered'));
  test('label broken inside a word', async () => says(await layout([box(753, 225, 75, 14), box(770, 225, 40, 14)]), 'EndEvent_PoolRecovered: label is broken inside "recovered": make it 49 px wide'));
  test('label on a label', async () => says(await layout([box(729, 182, 18, 14), box(665, 150, 30, 14)]), 'label lies on the label of'));
  test('row out of line', async () => some(await layout([readPool, box(500, 165, 100, 80)]), /ServiceTask_ReadPool: is 5 px lower than/));
  test('another row', async () => assert.deepEqual((await layout([readPool, box(500, 185, 100, 80)])).filter((it) => it.includes('lower')), []));
  test('backwards', async () => some(await layout([box(932, 462, 36, 36), box(632, 462, 36, 36)]), /Flow_Paged: runs backwards from CallActivity_PageOnCallEngineer to EndEvent_EngineerPaged/));
  test('a detour may rejoin further left', async () => assert.deepEqual((await layout(['sourceRef="UserTask_DecideNextStep" targetRef="Gateway_AgainOrFirst"', 'sourceRef="CallActivity_PageOnCallEngineer" targetRef="ServiceTask_ReadPool"'])).filter((it) => it.includes('backwards')), []));
  test('start in the middle', async () => some(await layout([box(152, 182, 36, 36), box(252, 282, 36, 36)], [box(240, 160, 100, 80), box(120, 160, 100, 80)]), /StartEvent_PoolExhausted: is not where it starts: BusinessRuleTask_SetLimits/));
});
