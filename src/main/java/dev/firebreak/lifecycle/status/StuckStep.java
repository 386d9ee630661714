package dev.firebreak.lifecycle.status;

/**
 * A step that has no retries left and waits for a person to try it again.
 *
 * @param process the id of the process instance in Cockpit; null for parked work, which is no step of a process
 * @param task the id of the external task, by which a person may skip it; null for a job of the engine
 * @param job the id of the engine's job; null for an external task
 * @param parked the id of parked work ({@link dev.firebreak.incident.ParkedWork}); null for a step
 * @param activity the label in the diagram, or the element id if it has none, or "background work"; what the parked work is
 */
public record StuckStep(String process, String task, String job, String parked, String activity, String why) {

    /** By which a person tries it again. */
    public String id() {
        return parked != null ? parked : task != null ? task : job;
    }
}
