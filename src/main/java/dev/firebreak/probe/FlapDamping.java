package dev.firebreak.probe;

/**
 * When failed checks become an alert, and when it is over: a single lost packet pages nobody, and one good answer in the
 * middle of an outage does not end it.
 *
 * @param failed how many of the last {@code of} checks fail before the alert fires
 * @param of how many of the last checks count
 * @param passed how many checks in a row pass before it is over
 */
public record FlapDamping(int failed, int of, int passed) {

    /** The most checks that are remembered. */
    public static final int MOST = 20;

    private static final char FAILED = '-';
    private static final char PASSED = '+';

    /** Whether the alert fires, changes nothing, or is over. */
    public enum Verdict {
        FIRES,
        UNCHANGED,
        OVER
    }

    /** The outcomes with one more, the newest first. */
    public static String add(String recent, boolean isPassed) {
        var all = (isPassed ? PASSED : FAILED) + recent;
        return all.length() > MOST ? all.substring(0, MOST) : all;
    }

    /** @param recent the last outcomes, the newest first */
    public Verdict of(String recent) {
        if (recent.length() >= passed && recent.chars().limit(passed).allMatch(one -> one == PASSED)) {
            return Verdict.OVER;
        }
        return recent.chars().limit(of).filter(one -> one == FAILED).count() >= failed
                ? Verdict.FIRES
                : Verdict.UNCHANGED;
    }
}
