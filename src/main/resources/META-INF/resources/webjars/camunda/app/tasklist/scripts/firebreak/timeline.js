// Tab "Timeline" of a task: the timeline of its incident.
import { incidentOf, json, timelineLines, watch } from '/js/webapp-timeline.js';

export default {
  id: 'firebreak-timeline',
  pluginPoint: 'tasklist.task.detail',
  priority: 5,
  label: 'Timeline',
  properties: { label: 'Timeline' },
  render(node, { api, taskId }) {
    this.stop = watch(node, async () => {
      const variables = await json(`${api.engineApi}/task/${encodeURIComponent(taskId)}/variables?deserializeValues=false`);
      return timelineLines(incidentOf(variables));
    });
  },
  unmount() {
    this.stop?.();
  }
};
