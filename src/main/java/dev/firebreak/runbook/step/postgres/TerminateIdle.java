package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;
import static dev.firebreak.runbook.step.postgres.SessionTable.count;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.postgres.server.Database;
import dev.firebreak.runbook.step.postgres.server.Databases;
import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import dev.firebreak.text.MarkdownTable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Terminates sessions that have been idle too long. Each is named by pid and start time, and must still be idle since
 * the planned time.
 */
@RunbookStep(
        topic = "postgres.terminate-idle",
        title = "Terminate idle sessions",
        description = "Terminates sessions that have been idle too long, including those in an open transaction. Spares"
                + " replication, superusers and Firebreak itself. Can't be undone: applications have to connect again.",
        effect = DISRUPTIVE)
class TerminateIdle implements RunbookDelegate<TerminateIdle.Order> {

    static final ProcessVariable<Long> SESSIONS_ENDED = ProcessVariable.number("sessionsEnded");

    private static final Duration UNTIL_GONE = Duration.ofSeconds(10);

    private final Databases databases;

    TerminateIdle(Databases databases) {
        this.databases = databases;
    }

    record Order(
            @ParameterDescription("How long a session must have been idle.")
            @NotNull
            @DurationMin(seconds = 1)
            @DefaultValue("PT10M")
            Duration idleFor,

            @ParameterDescription("The maximum number of sessions to terminate at once.")
            @Min(1)
            @Max(500)
            @DefaultValue("200")
            int atMost) {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var database = databases.open(target)) {
            var pool = database.pool();
            var idle = IdleSessions.in(pool, order.idleFor(), order.atMost());
            return IdlePlan.of(target.name(), idle, pool, order);
        }
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        try (var database = databases.open(target)) {
            var results = terminateAll(database, plan);
            var pool = new AwaitTermination(database, UNTIL_GONE).await(results);
            return finding(target, results, pool);
        }
    }

    /** Stops at the first refusal, because the server would refuse the other sessions as well, and when interrupted. */
    private static Map<SessionId, TerminationResult> terminateAll(Database database, Plan plan)
            throws InterruptedException {
        var results = new LinkedHashMap<SessionId, TerminationResult>();
        var refused = false;
        for (var session : IdlePlan.sessions(plan).entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted after " + results.size() + " sessions");
            }
            var result = refused ? TerminationResult.NOT_TRIED : database.end(session.getKey(), session.getValue());
            refused = refused || result == TerminationResult.REFUSED;
            results.put(session.getKey(), result);
        }
        return results;
    }

    private static Finding finding(Target target, Map<SessionId, TerminationResult> results, PoolSnapshot pool) {
        var ended = results.values().stream()
                .filter(TerminationResult.ENDED::equals)
                .count();
        var summary = target.name() + ": " + counts(results) + "; " + pool.shown();
        var finding = results.containsValue(TerminationResult.REFUSED) ? Finding.failed(summary) : Finding.of(summary);
        var rows = results.entrySet().stream()
                .map(session ->
                        MarkdownTable.row(session.getKey(), session.getValue().word()))
                .toList();
        return finding.withDetails(MarkdownTable.heading("Session", "Outcome") + MarkdownTable.fitting(rows, 18_000))
                .with(SESSIONS_ENDED, ended)
                .with(ShowSessions.POOL_USED_PERCENT, pool.usedPercent());
    }

    private static String counts(Map<SessionId, TerminationResult> results) {
        var tally = new LinkedHashMap<TerminationResult, Integer>();
        results.values().forEach(result -> tally.merge(result, 1, Integer::sum));
        return count(results.size(), "planned session") + ": "
                + tally.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(result -> result.getValue() + " " + result.getKey().word())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return check(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return check(plan, target);
    }

    /** A session that was active since the planned time no longer qualifies: it counts as spared, not as left. */
    private Proof check(Plan plan, Target target) {
        try (var database = databases.open(target)) {
            var pool = database.pool();
            var left = IdlePlan.sessions(plan).entrySet().stream()
                    .filter(planned -> pool.holds(planned.getKey(), planned.getValue()))
                    .map(planned -> planned.getKey().toString())
                    .toList();
            return left.isEmpty()
                    ? Proof.done("none of " + count(plan.resources().size(), "planned session")
                            + " is still idle there; " + pool.shown())
                    : Proof.notDone("still there: " + String.join(", ", left) + "; " + pool.shown());
        }
    }

    /** Sessions may end at any time. Only approved ones are terminated, and each is checked again right before. */
    @Override
    public Optional<String> changed(Plan approved, Plan now) {
        return Optional.empty();
    }
}
