package dev.firebreak.runbook.step.redis.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The answer of {@code INFO}, by its field names. A field that a version of the server lacks counts as 0 or "". */
public record RedisInfo(Map<String, String> fields) {

    public RedisInfo {
        fields = Map.copyOf(fields);
    }

    public static RedisInfo parse(String answer) {
        var fields = new HashMap<String, String>();
        answer.lines()
                .filter(line -> !line.startsWith("#") && line.indexOf(':') > 0)
                .forEach(line ->
                        fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
        return new RedisInfo(fields);
    }

    public String text(String field) {
        return fields.getOrDefault(field, "");
    }

    public long number(String field) {
        try {
            return Long.parseLong(text(field));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Another one after each start of the server. */
    public String runId() {
        return text("run_id");
    }

    /** The exact id of something on this server for a plan; after a restart it is another one. */
    public String id(String what) {
        return what + "@" + runId();
    }

    public boolean isReplica() {
        return "slave".equals(text("role"));
    }

    public long usedMemory() {
        return number("used_memory");
    }

    /** Bytes; 0 if the server has no limit of its own. */
    public long maxMemory() {
        return number("maxmemory");
    }

    /** The limit that counts: the server's own one, or the memory of its machine. */
    public long memoryLimit() {
        return maxMemory() > 0 ? maxMemory() : number("total_system_memory");
    }

    public long usedPercent() {
        return memoryLimit() == 0 ? 0 : usedMemory() * 100 / memoryLimit();
    }

    public String evictionPolicy() {
        return text("maxmemory_policy");
    }

    /** A snapshot is under way, or a rewrite of the append-only file, which the next snapshot has to wait for. */
    public boolean isSaving() {
        return number("rdb_bgsave_in_progress") == 1 || number("aof_rewrite_in_progress") == 1;
    }

    public boolean lastSaveSucceeded() {
        return "ok".equals(text("rdb_last_bgsave_status"));
    }

    /** Of the last snapshot that succeeded, or of the start of the server. */
    public Instant lastSave() {
        return Instant.ofEpochSecond(number("rdb_last_save_time"));
    }

    /** When the last snapshot that succeeded began, in whole seconds: it holds all changes before that. */
    public Instant lastSaveBegan() {
        return lastSave().minusSeconds(Math.max(0, number("rdb_last_bgsave_time_sec")));
    }

    /** Whole seconds by the server's clock. A version that does not tell it counts from its last snapshot. */
    public Instant time() {
        var time = Instant.ofEpochSecond(number("server_time_usec") / 1_000_000);
        return time.isAfter(lastSave()) ? time : lastSave();
    }

    /** Until {@link #time()} is another second, also by the system's coarse clock, which may be late by 10 ms. */
    public Duration untilNextSecond() {
        return Duration.ofMillis(1_050 - number("server_time_usec") / 1_000 % 1_000);
    }

    public long unsavedChanges() {
        return number("rdb_changes_since_last_save");
    }

    public boolean isAppendOnly() {
        return number("aof_enabled") == 1;
    }

    /** Whether all that the server is to write reaches its disk. */
    public boolean isPersistent() {
        return lastSaveSucceeded()
                && (!isAppendOnly()
                        || "ok".equals(text("aof_last_write_status"))
                                && !"err".equals(text("aof_last_bgrewrite_status")));
    }

    /** Keys of all databases, and those of them that have an end. */
    public Keys keys() {
        var keys = new Keys(0, 0);
        for (var field : fields.entrySet()) {
            if (field.getKey().matches("db\\d+")) {
                keys = keys.plus(field.getValue());
            }
        }
        return keys;
    }

    /** @param ending keys that have an end, and so can be evicted by a policy {@code volatile-…} */
    public record Keys(long all, long ending) {

        private Keys plus(String keyspace) {
            return new Keys(all + number(keyspace, "keys"), ending + number(keyspace, "expires"));
        }

        private static long number(String keyspace, String name) {
            for (var part : keyspace.split(",")) {
                if (part.startsWith(name + "=")) {
                    return Long.parseLong(part.substring(name.length() + 1));
                }
            }
            return 0;
        }
    }
}
