package dev.firebreak.runbook;

/**
 * What a probe or a verification proves about an effect.
 *
 * @param seen what it observed, as part of a sentence in the timeline
 */
public record Proof(Verdict verdict, String seen) {

    /** Whether the effect happened. */
    public enum Verdict {
        DONE,
        NOT_DONE,
        CANNOT_TELL
    }

    public static Proof done(String seen) {
        return new Proof(Verdict.DONE, seen);
    }

    public static Proof notDone(String seen) {
        return new Proof(Verdict.NOT_DONE, seen);
    }

    public static Proof cannotTell(String seen) {
        return new Proof(Verdict.CANNOT_TELL, seen);
    }

    public boolean isDone() {
        return verdict == Verdict.DONE;
    }
}
