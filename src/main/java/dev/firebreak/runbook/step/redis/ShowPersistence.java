package dev.firebreak.runbook.step.redis;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.redis.server.RedisInfo;
import dev.firebreak.runbook.step.redis.server.RedisServers;
import dev.firebreak.text.MarkdownTable;
import java.util.List;
import java.util.Map;

/** Shows whether what a Redis server holds reaches its disk. */
@RunbookStep(
        topic = "redis.show-persistence",
        title = "Show persistence",
        description = "Shows the last snapshot, the append-only file, and how many changes are in memory only."
                + " Sets persistenceHealthy and unsavedChanges.",
        effect = READ)
class ShowPersistence implements RunbookReading<ShowPersistence.Order> {

    static final ProcessVariable<Boolean> PERSISTENCE_HEALTHY = ProcessVariable.flag("persistenceHealthy");
    static final ProcessVariable<Long> UNSAVED_CHANGES = ProcessVariable.number("unsavedChanges");

    private static final List<String> FIELDS = List.of(
            "loading",
            "rdb_last_bgsave_status",
            "rdb_last_bgsave_time_sec",
            "rdb_changes_since_last_save",
            "rdb_bgsave_in_progress",
            "aof_enabled",
            "aof_last_write_status",
            "aof_last_bgrewrite_status",
            "aof_current_size",
            "uptime_in_seconds",
            "role");

    private final RedisServers servers;

    ShowPersistence(RedisServers servers) {
        this.servers = servers;
    }

    record Order() {}

    /** Without an answer of the server, it does not count as healthy. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(PERSISTENCE_HEALTHY.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) {
        try (var server = servers.open(target)) {
            var now = server.info();
            return Finding.of(summary(target, now))
                    .withDetails(MarkdownTable.heading("Field", "Value")
                            + String.join(
                                    "",
                                    FIELDS.stream()
                                            .map(field -> MarkdownTable.row(field, now.text(field)))
                                            .toList()))
                    .with(PERSISTENCE_HEALTHY, now.isPersistent())
                    .with(UNSAVED_CHANGES, now.unsavedChanges());
        }
    }

    private static String summary(Target target, RedisInfo now) {
        return target.name() + ": the last snapshot "
                + (now.lastSaveSucceeded()
                        ? "succeeded at " + now.lastSave()
                        : "failed; the last good one is of " + now.lastSave())
                + "; " + now.unsavedChanges() + " changes since then"
                + (now.isAppendOnly() ? "; append-only file: last write " + now.text("aof_last_write_status") : "");
    }
}
