package dev.firebreak.engine;

import dev.firebreak.access.Person;

/** Lets a person try a stuck step again, as "Retry" in Cockpit does: with the person's rights, and audited. */
public interface StepRetries {

    /**
     * Tries an external task again that has no retries left.
     *
     * @throws TaskRefused if the person may not, or the task is gone
     */
    void retryTask(Person person, String externalTask);

    /**
     * Tries a job of the engine again that has no retries left.
     *
     * @throws TaskRefused if the person may not, or the job is gone
     */
    void retryJob(Person person, String job);
}
