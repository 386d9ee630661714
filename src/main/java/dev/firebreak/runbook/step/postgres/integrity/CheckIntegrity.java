package dev.firebreak.runbook.step.postgres.integrity;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.postgres.integrity.IntegrityServer.Damage;
import dev.firebreak.runbook.step.postgres.integrity.IntegrityServer.DatabaseCheck;
import dev.firebreak.runbook.step.postgres.integrity.IntegrityServer.State;
import dev.firebreak.text.MarkdownTable;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Looks for damage in the data of a PostgreSQL server: the counters of page checksums, then every table and index with
 * amcheck. Data count as intact only if all of it was checked.
 */
@RunbookStep(
        topic = "postgres.check-integrity",
        title = "Check integrity",
        description =
                "Reads the counters of page checksums and checks tables and indexes of all databases with the extension"
                        + " amcheck, as far as the time allows. Sets dataIntact, which is true only if all was"
                        + " checked.",
        effect = READ)
class CheckIntegrity implements RunbookReading<CheckIntegrity.Order> {

    static final ProcessVariable<Boolean> DATA_INTACT = ProcessVariable.flag("dataIntact");

    private static final int ROWS = 9_000;

    private final IntegrityServers servers;

    CheckIntegrity(IntegrityServers servers) {
        this.servers = servers;
    }

    record Order(
            @ParameterDescription("How long to check; what is left then counts as not checked.")
            @NotNull
            @DurationMin(seconds = 1)
            @DurationMax(minutes = 30)
            @DefaultValue("PT20S")
            Duration within) {}

    /** Without a check, the data do not count as intact. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(DATA_INTACT.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        try (var server = servers.open(target)) {
            var before = server.state();
            var checks = new ArrayList<DatabaseCheck>();
            for (var database : before.databases()) {
                checks.add(server.check(database, before.at().plus(order.within())));
            }
            return finding(target, server.state(), checks);
        }
    }

    /** The counters are read last, since the check itself reads pages. */
    private static Finding finding(Target target, State now, List<DatabaseCheck> checks) {
        var damages = checks.stream().mapToInt(check -> check.damages().size()).sum();
        var relations = checks.stream().mapToInt(DatabaseCheck::relations).sum();
        var checked = checks.stream().mapToInt(DatabaseCheck::checked).sum();
        var whole = checks.stream().allMatch(check -> check.obstacle() == null);
        var summary = target.name() + ": "
                + (damages > 0 ? "damage in " + damages + " relations" : "no damage found")
                + "; " + checked + " of " + relations + " tables and indexes checked; page checksums "
                + (now.checksums() ? now.failures() + " failures" : "are off")
                + (now.lastFailure() == null ? "" : ", the last at " + now.lastFailure());
        return Finding.of(summary)
                .withDetails(details(now, checks))
                .with(DATA_INTACT, damages == 0 && now.failures() == 0 && whole);
    }

    private static String details(State now, List<DatabaseCheck> checks) {
        var rows = checks.stream()
                .map(check -> MarkdownTable.row(
                        check.database(),
                        check.checked() + " of " + check.relations(),
                        check.damages().size(),
                        check.obstacle() == null ? "" : check.obstacle()))
                .toList();
        var text = MarkdownTable.heading("Database", "Checked", "Damaged", "Not checked because")
                + MarkdownTable.fitting(rows, ROWS);
        var damaged = checks.stream()
                .flatMap(check -> check.damages().stream().map(damage -> row(check, damage)))
                .toList();
        return damaged.isEmpty()
                ? text
                : text + "\nDon't repair before there is a copy. Damaged:\n\n"
                        + MarkdownTable.heading("Database", "Relation", "The server says")
                        + MarkdownTable.fitting(damaged, ROWS);
    }

    private static String row(DatabaseCheck check, Damage damage) {
        return MarkdownTable.row(check.database(), damage.relation(), damage.said());
    }

    /** More than the longest check. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(31);
    }
}
