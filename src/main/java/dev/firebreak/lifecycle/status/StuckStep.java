package dev.firebreak.lifecycle.status;

/**
 * A step that has no retries left and waits for a person to try it again.
 *
 * @param process the id of the process instance in Cockpit
 * @param task the id of the external task, by which a person may skip it; null for a job of the engine
 * @param job the id of the engine's job; null for an external task
 * @param activity the label in the diagram, or the element id if it has none
 */
public record StuckStep(String process, String task, String job, String activity, String why) {}
