package dev.firebreak.runbook.postgres;

/** What became of one session that was to be ended. */
enum Ending {
    ENDED("ended"),
    STILL_THERE("told to end, still there"),
    GONE("already gone"),
    SPARED("no longer idle, or no longer one that may be ended: spared"),
    REFUSED("the server refused"),
    NOT_TRIED("not tried after the refusal");

    private final String word;

    Ending(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
