// Above a task: a link to its incident's page. When the task is over, the incident's next task that waits for this person opens.
import { incidentOf, json } from '/js/webapp-timeline.js';
import './cards.js';

// The process may need some seconds to reach its next task.
const LOOK_EVERY_MS = 700;
const LOOK_FOR_MS = 15000;

/** The task that is open, or that was open until now. */
let opened = null;

async function incidentOfTask(api, task) {
  return incidentOf(await json(`${api.engineApi}/task/${encodeURIComponent(task)}/variables?deserializeValues=false`));
}

async function isOver(api, task) {
  return (await fetch(`${api.engineApi}/task/${encodeURIComponent(task)}`, { cache: 'no-store' })).status === 404;
}

/** The newest task of the incident that is mine, or open to me. */
async function waiting(api, incident) {
  const me = (await json('/api/me')).id;
  const newest = `processInstanceBusinessKey=${incident}&sortBy=created&sortOrder=desc&maxResults=1`;
  const mine = await json(`${api.engineApi}/task?assignee=${encodeURIComponent(me)}&${newest}`);
  return mine[0] ?? (await json(`${api.engineApi}/task?candidateUser=${encodeURIComponent(me)}&${newest}`))[0];
}

function isTaskOpen() {
  return /[?&]task=/.test(location.hash);
}

async function openNext({ api, task, incident }) {
  if (!incident || !(await isOver(api, task))) {
    return;
  }
  for (const end = Date.now() + LOOK_FOR_MS; Date.now() < end && !isTaskOpen();) {
    const next = await waiting(api, incident);
    if (next && !isTaskOpen()) {
      location.hash = `#/?task=${next.id}`;
      return;
    }
    await new Promise(later => setTimeout(later, LOOK_EVERY_MS));
  }
}

function show(node, incident) {
  const link = document.createElement('a');
  link.href = `/incidents/${incident}`;
  link.textContent = `Incident ${incident}`;
  node.replaceChildren(...(incident ? [link] : []));
}

export default {
  id: 'firebreak-incident',
  pluginPoint: 'tasklist.task.action',
  priority: 1000,
  label: 'Incident',
  properties: { label: 'Incident' },
  render(node, { api }, scope) {
    node.className = 'firebreak-incident';
    scope.$watch('task.id', async task => {
      if (!task || task === opened?.task) {
        return;
      }
      opened = { api, task, incident: null };
      const shown = opened;
      shown.incident = await incidentOfTask(api, task).catch(() => null);
      if (shown === opened) {
        show(node, shown.incident);
      }
    });
    const closed = scope.$root.$on('$locationChangeSuccess', () => {
      if (opened && !isTaskOpen()) {
        openNext(opened).catch(() => {}); // Tasklist shows that the task is over
        opened = null;
      }
    });
    scope.$on('$destroy', closed);
  }
};
