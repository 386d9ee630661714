package dev.firebreak.probe;

/**
 * What a check saw.
 *
 * @param finding one sentence for people, without secrets
 * @param details further lines, such as the steps of a user journey; empty if there are none
 */
public record CheckResult(boolean passed, String finding, String details) {

    public static CheckResult passed(String finding) {
        return new CheckResult(true, finding, "");
    }

    public static CheckResult failed(String finding) {
        return new CheckResult(false, finding, "");
    }

    public CheckResult withDetails(String more) {
        return new CheckResult(passed, finding, more);
    }
}
