// A failing external task is retried on the worker's schedule (guarantees.md, 5) and then becomes a stuck step.
// A model may define another schedule, but not one without retries, and none that the worker can't parse.
const { everything, is, isExternal, owner } = require('../model');

const DURATION = String.raw`P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?`;
const SCHEDULE = new RegExp(`^(${DURATION}(\\s*,\\s*${DURATION})*|R([1-9]|1\\d|20)/${DURATION})$`);
const COUNT = /^([1-9]|1\d|20)$/;

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:FlowNode') || !isExternal(node)) return;
    for (const [name, value] of settings(node)) {
      if (!sensible(name, value)) reporter.report(node.id, message(name, value));
    }
  },
});

function settings(node) {
  const own = everything(node).filter((element) => owner(element) === node);
  return [
    ...own.filter((it) => it.$type === 'camunda:FailedJobRetryTimeCycle').map((it) => ['failedJobRetryTimeCycle', it.body ?? '']),
    ...own.filter((it) => ['camunda:Property', 'camunda:InputParameter'].includes(it.$type) && /retr(y|ies)/i.test(it.name ?? '')).map((it) => [it.name, it.value ?? '']),
    ...own.flatMap((it) => Object.entries(it.$attrs ?? {})).filter(([name]) => /retr(y|ies)/i.test(name)),
  ];
}

function sensible(name, value) {
  if (/retries$/i.test(name)) return COUNT.test(value.trim());
  return SCHEDULE.test(value.trim()) && !value.split(/[,/]/).some((part) => /^\s*P(T?0+[DHMS])+\s*$/.test(part));
}

function message(name, value) {
  const wanted = /retries$/i.test(name) ? '1 to 20' : 'PT5S,PT15S,PT1M or R3/PT10S';
  return `no way out when it fails: ${name}="${value}"; leave it out for the worker's own schedule, or write ${wanted}`;
}
