package dev.firebreak.logwatch.view;

import java.time.Instant;
import java.util.List;

/**
 * The log watch of all nodes, as it is stored.
 *
 * @param logs how many there are
 * @param worst the logs that need a look first
 * @param rulesError why the last change of the rules has no effect on this node; or null
 */
public record LogWatchView(
        long logs, List<WatchView> watches, List<LogView> worst, List<RuleView> rules, String rulesError) {

    /**
     * Where logs are read from, such as the files of a machine.
     *
     * @param isRead whether a node reads it now
     * @param trouble why it sees less than it should, or null
     */
    public record WatchView(
            String name,
            boolean isRead,
            String trouble,
            long watched,
            long skipped,
            long unreadable,
            long gone,
            long lag,
            long lines,
            long hits) {}

    /**
     * One log.
     *
     * @param state {@code watched}, {@code skipped}, {@code unreadable}, {@code gone} or
     *     {@code pattern}
     * @param why it is not read, or what was missed; or null
     * @param lag bytes that are not read yet
     * @param lines that were read
     * @param hits lines that counted for a rule
     */
    public record LogView(
            String watch,
            String name,
            String service,
            String state,
            String why,
            long lag,
            long lines,
            long hits,
            Instant lastHit) {}

    /** @param threshold such as {@code 10 within 5 min} */
    public record RuleView(String set, String name, String title, String severity, String threshold) {}
}
