package dev.firebreak.runbook.step.postgres.integrity;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.PlayedTarget;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** A PostgreSQL server that is played: what a check of its data finds, and whether it takes writes. */
@TestComponent
@Primary
public class FakeIntegrity extends PlayedTarget implements IntegrityServers, IntegrityServer {

    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

    /** What the checks find, one after the other; the last one again and again. */
    final Deque<DatabaseCheck> checks = new ArrayDeque<>();

    Optional<String> written;
    String cluster;
    long bytes;

    FakeIntegrity() {
        reset();
    }

    /** One damaged table; writes are allowed. */
    final void reset() {
        checks.clear();
        finds(new DatabaseCheck(
                "gitea", 40, 40, List.of(new Damage("public.<b>users</b>", "invalid page in block 7")), null));
        written = Optional.empty();
        cluster = "7710954392122662929";
        bytes = 1_000_000_000;
    }

    void finds(DatabaseCheck... found) {
        checks.clear();
        checks.addAll(List.of(found));
    }

    static DatabaseCheck intact() {
        return new DatabaseCheck("gitea", 40, 40, List.of(), null);
    }

    static DatabaseCheck unfinished() {
        return new DatabaseCheck("gitea", 40, 12, List.of(), "the time was over");
    }

    @Override
    public IntegrityServer open(Target target) {
        return this;
    }

    @Override
    public State state() {
        return new State(
                cluster,
                NOW,
                true,
                0,
                null,
                List.of("gitea"),
                bytes,
                "0/3000148",
                written.filter("on"::equals).isPresent(),
                written,
                List.of("role batch"));
    }

    @Override
    public DatabaseCheck check(String database, Instant until) {
        return checks.size() == 1 ? checks.peek() : checks.poll();
    }

    @Override
    public void writeReadOnly(Optional<String> value) {
        changes(() -> written = value);
    }

    @Override
    public Object captured() {
        return written;
    }

    @Override
    public void givesWork() {
        reset();
        written = Optional.of("off");
    }

    @Override
    public void close() {
        // One server for all.
    }
}
