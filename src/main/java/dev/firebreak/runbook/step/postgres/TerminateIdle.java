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

/** Ends sessions that have been idle too long, each by pid and start, and only while it still is as it was planned. */
@RunbookStep(
        topic = "postgres.terminate-idle",
        title = "Terminate idle sessions",
        description = "Ends sessions that have long been idle, also those in an open transaction. Spares replication,"
                + " superusers and Firebreak itself. Can't be undone: applications connect again.",
        effect = DISRUPTIVE)
class TerminateIdle implements RunbookDelegate<TerminateIdle.Order> {

    static final ProcessVariable<Long> SESSIONS_ENDED = ProcessVariable.number("sessionsEnded");

    private static final Duration UNTIL_GONE = Duration.ofSeconds(10);

    private final Databases databases;

    TerminateIdle(Databases databases) {
        this.databases = databases;
    }

    record Order(
            @ParameterDescription("How long a session has been idle.")
            @NotNull
            @DurationMin(seconds = 1)
            @DefaultValue("PT10M")
            Duration idleFor,

            @ParameterDescription("The most sessions to end at once.") @Min(1) @Max(500) @DefaultValue("200")
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
            var endings = endAll(database, plan);
            var pool = new AwaitTermination(database, UNTIL_GONE).await(endings);
            return finding(target, endings, pool);
        }
    }

    /** Stops at the first refusal: what the server refuses once it refuses for the others too. */
    private static Map<SessionId, TerminationResult> endAll(Database database, Plan plan) {
        var endings = new LinkedHashMap<SessionId, TerminationResult>();
        var refused = false;
        for (var session : IdlePlan.sessions(plan).entrySet()) {
            var ending = refused ? TerminationResult.NOT_TRIED : database.end(session.getKey(), session.getValue());
            refused = refused || ending == TerminationResult.REFUSED;
            endings.put(session.getKey(), ending);
        }
        return endings;
    }

    private static Finding finding(Target target, Map<SessionId, TerminationResult> endings, PoolSnapshot pool) {
        var ended = endings.values().stream()
                .filter(TerminationResult.ENDED::equals)
                .count();
        var summary = target.name() + ": " + outcomes(endings) + "; " + pool.shown();
        var finding = endings.containsValue(TerminationResult.REFUSED) ? Finding.failed(summary) : Finding.of(summary);
        var rows = endings.entrySet().stream()
                .map(session ->
                        SessionTable.row(session.getKey(), session.getValue().word()))
                .toList();
        return finding.withDetails(SessionTable.heading("Session", "Outcome") + SessionTable.fitting(rows, 18_000))
                .with(SESSIONS_ENDED, ended)
                .with(ShowSessions.POOL_USED_PERCENT, pool.usedPercent());
    }

    private static String outcomes(Map<SessionId, TerminationResult> endings) {
        var tally = new LinkedHashMap<TerminationResult, Integer>();
        endings.values().forEach(ending -> tally.merge(ending, 1, Integer::sum));
        return count(endings.size(), "planned session") + ": "
                + tally.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(ending -> ending.getValue() + " " + ending.getKey().word())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return look(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return look(plan, target);
    }

    /** A session that has worked since is no longer what was to be ended: it counts as spared, not as left over. */
    private Proof look(Plan plan, Target target) {
        try (var database = databases.open(target)) {
            var pool = database.pool();
            var left = IdlePlan.sessions(plan).entrySet().stream()
                    .filter(planned -> pool.holds(planned.getKey(), planned.getValue()))
                    .map(planned -> planned.getKey().toString())
                    .toList();
            return left.isEmpty()
                    ? Proof.done("none of " + count(plan.resources().size(), "planned session")
                            + " is idle there any more; " + pool.shown())
                    : Proof.notDone("still there: " + String.join(", ", left) + "; " + pool.shown());
        }
    }

    /** Sessions come and go; only those approved are touched, and each is looked at again before it is. */
    @Override
    public Optional<String> changed(Plan approved, Plan now) {
        return Optional.empty();
    }
}
