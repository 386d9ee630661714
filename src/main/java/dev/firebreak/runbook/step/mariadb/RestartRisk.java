package dev.firebreak.runbook.step.mariadb;

import dev.firebreak.runbook.step.mariadb.ServerPlace.Look;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the log and the disk of a MariaDB server say about a restart. */
final class RestartRisk {

    /** A disk with less room than this makes every start fail or worse. */
    private static final int FULL_FROM_PERCENT = 98;

    private static final String READY = "ready for connections";

    private static final Pattern FULL = Pattern.compile(
            "no space left|disk is full|errcode: 28|errno: 28|error number 28", Pattern.CASE_INSENSITIVE);
    private static final Pattern DAMAGED = Pattern.compile(
            "corrupt|assertion failure|checksum mismatch|tablespace is missing|got signal (6|11)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RECOVERS = Pattern.compile(
            "crash recovery|rolling back|rollback of|to be rolled back|apply batch|read redo log",
            Pattern.CASE_INSENSITIVE);

    private RestartRisk() {}

    /** Why a restart would not help or do harm; empty if nothing says so. Counts only what was said last. */
    static Optional<String> against(Look look) {
        if (look.diskUsedPercent() >= FULL_FROM_PERCENT) {
            return Optional.of("its disk is " + look.diskUsedPercent() + " % full: make room first");
        }
        var last = sinceReady(look.log());
        if (FULL.matcher(last).find()) {
            return Optional.of("its log says that the disk is full: make room first");
        }
        if (DAMAGED.matcher(last).find()) {
            return Optional.of("its log speaks of damaged data: copy them before anything else");
        }
        return RECOVERS.matcher(last).find()
                ? Optional.of("it recovers from a crash, and a restart would begin that again: wait")
                : Optional.empty();
    }

    private static String sinceReady(String log) {
        var ready = log.lastIndexOf(READY);
        return ready < 0 ? log : log.substring(ready);
    }

    static String disk(Look look) {
        return look.diskUsedPercent() < 0 ? "" : "; disk " + look.diskUsedPercent() + " % full";
    }

    static String details(Look look) {
        return look.log().isBlank()
                ? "No log of its container can be seen.\n"
                : "The end of its log:\n\n```\n"
                        + String.join("\n", last(look.log())).replace("```", "'''") + "\n```\n";
    }

    private static List<String> last(String log) {
        var lines = log.lines().toList();
        return lines.subList(Math.max(0, lines.size() - 40), lines.size());
    }
}
