package dev.firebreak.runbook.step.mariadb;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.mariadb.MariaDbServer.State;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Checks whether a restart of a MariaDB server is safe: it gives no answer, it is known where it runs, its disk has
 * room, and its log speaks neither of damage nor of a recovery under way. A server that answers is not restarted
 * while much would be rolled back.
 */
@RunbookStep(
        topic = "mariadb.check-restart",
        title = "Check restart",
        description = "Says whether a restart of the server is safe: disk, log, recovery, open transactions. Sets"
                + " restartSafe.",
        effect = READ)
class CheckRestart implements RunbookReading<CheckRestart.Order> {

    static final ProcessVariable<Boolean> RESTART_SAFE = ProcessVariable.flag("restartSafe");

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long MANY_ROWS = 10_000;

    private final MariaDbServers servers;
    private final ServerPlace place;

    CheckRestart(MariaDbServers servers, ServerPlace place) {
        this.servers = servers;
        this.place = place;
    }

    record Order() {}

    /** Without a check, a restart does not count as safe. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(RESTART_SAFE.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var look = place.look(target);
        var against = look.known()
                ? RestartRisk.against(look).or(() -> said(target))
                : Optional.of("no container of it is known to the Docker Engine: a person restarts it where it runs");
        return Finding.of(target.name() + ": "
                        + against.map(why -> "a restart is not safe: " + why)
                                .orElse("a restart is safe: it gives no answer, its disk has room, its log"
                                        + " speaks neither of"
                                        + " damage nor of a recovery")
                        + " (container " + look.state() + ")")
                .withDetails(RestartRisk.details(look))
                .with(RESTART_SAFE, against.isEmpty());
    }

    private Optional<String> said(Target target) {
        try (var server = servers.open(target)) {
            return against(server.state());
        } catch (MariaDbUnreachable e) {
            return e.answer() == Answer.NONE
                    ? Optional.empty()
                    : Optional.of("it answers, so it runs: " + e.getMessage());
        }
    }

    private static Optional<String> against(State now) {
        if (now.preparedTransactions() > 0) {
            return Optional.of(now.preparedTransactions() + " distributed transactions wait for their decision");
        }
        return now.rowsToRollBack() > MANY_ROWS && now.oldestTransaction().compareTo(LONG) > 0
                ? Optional.of("it would roll back " + now.rowsToRollBack() + " rows first")
                : Optional.of("it answers: end what blocks it instead");
    }
}
