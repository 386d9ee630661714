package dev.firebreak.probe;

/**
 * What a check saw.
 *
 * @param finding one sentence for people, without secrets
 * @param details further lines, such as the steps of a user journey; empty if there are none
 */
public record Observation(boolean passed, String finding, String details) {

    public static Observation passed(String finding) {
        return new Observation(true, finding, "");
    }

    public static Observation failed(String finding) {
        return new Observation(false, finding, "");
    }

    public Observation withDetails(String more) {
        return new Observation(passed, finding, more);
    }
}
