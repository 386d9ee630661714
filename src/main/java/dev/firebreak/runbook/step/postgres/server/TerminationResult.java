package dev.firebreak.runbook.step.postgres.server;

/** What became of one session that was to be ended. */
public enum TerminationResult {
    ENDED("ended"),
    STILL_THERE("told to end, still there"),
    GONE("already gone"),
    SPARED("no longer idle, or no longer one that may be ended: spared"),
    REFUSED("the server refused"),
    NOT_TRIED("not tried after the refusal");

    private final String word;

    TerminationResult(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
