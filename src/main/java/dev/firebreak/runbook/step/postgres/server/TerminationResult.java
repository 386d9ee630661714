package dev.firebreak.runbook.step.postgres.server;

/** What happened to one session that was to be terminated. */
public enum TerminationResult {
    ENDED("ended"),
    STILL_THERE("terminated, but still there"),
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
