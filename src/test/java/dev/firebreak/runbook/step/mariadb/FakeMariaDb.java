package dev.firebreak.runbook.step.mariadb;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.PlayedTarget;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** A MariaDB server in a container that is played: whether it answers, its connections, its log. */
@TestComponent
@Primary
public class FakeMariaDb extends PlayedTarget implements MariaDbServers, MariaDbServer, ServerPlace {

    Answer trouble;
    int connections;
    int limit;
    Runnable atLimit;
    Look look;

    FakeMariaDb() {
        reset();
    }

    /** It answers and has connections left. */
    final void reset() {
        trouble = null;
        connections = 20;
        limit = 151;
        atLimit = () -> {};
        look = new Look("running", true, 40, "mariadbd: ready for connections.");
    }

    @Override
    public MariaDbServer open(Target target) {
        if (trouble != null) {
            throw new MariaDbUnreachable(trouble, target.name() + " does this: " + trouble, null);
        }
        return this;
    }

    @Override
    public State state() {
        return new State(
                "played",
                "10.11.18-MariaDB",
                Duration.ofDays(3),
                connections,
                limit,
                List.of(new Session(
                        7, "bookstack", "10.0.0.9", "query", Duration.ofSeconds(90), "", "select \"<b>secret</b>\"")),
                Duration.ZERO,
                0,
                0);
    }

    @Override
    public void setConnectionLimit(int wanted) {
        changes(() -> limit = wanted);
        atLimit.run();
    }

    @Override
    public Look look(Target target) {
        return look;
    }

    @Override
    public Object captured() {
        return limit;
    }

    @Override
    public void givesWork() {
        reset();
    }

    @Override
    public void close() {
        // One server for all.
    }
}
