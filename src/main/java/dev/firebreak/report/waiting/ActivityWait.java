package dev.firebreak.report.waiting;

/**
 * How long one activity of a process took, in seconds.
 *
 * @param definition the id of the latest version of the model that ran
 * @param count how often it ended
 * @param dwellP50 from its begin to its end: half of them took no longer
 * @param worked how many user tasks among them were claimed
 * @param workP50 from the claim of a user task to its end; null if none was claimed
 */
public record ActivityWait(
        String process,
        String definition,
        String activity,
        String name,
        String type,
        int count,
        long dwellP50,
        long dwellP90,
        int worked,
        Long workP50,
        Long workP90) {

    /** Whether people do it. */
    public boolean isOfPeople() {
        return type.equals("userTask");
    }
}
