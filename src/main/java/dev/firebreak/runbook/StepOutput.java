package dev.firebreak.runbook;

/**
 * Where a running step says what it sees and how far it is, for people who watch it. No record: lines may be left out,
 * and what counts is the finding. No call blocks or fails. Safe for several threads.
 */
public interface StepOutput {

    /** A step that nobody can watch. */
    StepOutput NONE = new StepOutput() {
        @Override
        public void line(String text) {}

        @Override
        public void progress(long done, long total, String unit) {}
    };

    /** Says one line, of which the first 500 characters count. Secrets are masked. */
    void line(String text);

    /**
     * Says how far the step is: "3 of 12 directories".
     *
     * @param unit what is counted, such as {@code directories}
     */
    void progress(long done, long total, String unit);
}
