package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.Effect.READ;
import static dev.firebreak.runbook.step.postgres.SessionTable.count;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.postgres.server.Databases;
import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.QueryText;
import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionState;
import dev.firebreak.text.MarkdownTable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Shows who holds the connections of a PostgreSQL server, which queries run long, and whether the pool has room again.
 */
@RunbookStep(
        topic = "postgres.show-sessions",
        title = "Show sessions",
        description = "Shows who holds the server's connections, in which state, and which queries run long."
                + " Sets poolUsedPercent, poolRecovered and connectionLimit (the limit in force).",
        effect = READ)
class ShowSessions implements RunbookReading<ShowSessions.Order> {

    static final ProcessVariable<Long> POOL_USED_PERCENT = ProcessVariable.number("poolUsedPercent");
    static final ProcessVariable<Boolean> POOL_RECOVERED = ProcessVariable.flag("poolRecovered");
    static final ProcessVariable<Long> CONNECTION_LIMIT = ProcessVariable.number("connectionLimit");

    private static final int ROWS = 9_000;
    private static final int WHOLE = 900_000;

    private final Databases databases;

    ShowSessions(Databases databases) {
        this.databases = databases;
    }

    record Order(
            @ParameterDescription(
                    "The pool counts as recovered if less than this percentage of its connections is used.")
            @Min(1)
            @Max(100)
            @DefaultValue("80")
            int recoveredBelowPercent,

            @ParameterDescription("Shows queries that have been running longer than this.")
            @NotNull
            @DefaultValue("PT5M")
            Duration longRunningAfter) {}

    /** Without an answer of the server, its pool does not count as recovered, and its limit is not raised. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(POOL_RECOVERED.name(), false, CONNECTION_LIMIT.name(), (long) Integer.MAX_VALUE);
    }

    @Override
    public Finding read(Order order, Target target) {
        try (var database = databases.open(target)) {
            var pool = database.pool();
            var slow = slow(pool, order.longRunningAfter());
            return Finding.of(summary(target, order, pool, slow))
                    .withDetails(details(pool, slow, order.longRunningAfter()))
                    .with(POOL_USED_PERCENT, pool.usedPercent())
                    .with(POOL_RECOVERED, pool.isBelow(order.recoveredBelowPercent()))
                    .with(CONNECTION_LIMIT, (long) pool.maxConnections())
                    .attach("sessions.md", "text/markdown", all(pool));
        }
    }

    private static List<Session> slow(PoolSnapshot pool, Duration after) {
        return pool.clients().stream()
                .filter(session -> !session.state().isIdle() && session.queryStart() != null)
                .filter(session -> session.queryStart().isBefore(pool.at().minus(after)))
                .sorted(Comparator.comparing(Session::queryStart))
                .toList();
    }

    private static String summary(Target target, Order order, PoolSnapshot pool, List<Session> slow) {
        var states =
                pool.clients().stream()
                        .collect(groupingBy(Session::state, TreeMap::new, counting()))
                        .entrySet()
                        .stream()
                        .map(state -> state.getValue() + " " + state.getKey().word())
                        .collect(Collectors.joining(", "));
        return target.name() + ": " + pool.shown() + (states.isEmpty() ? "" : ": " + states) + "; "
                + (slow.size() == 1 ? "1 query takes" : slow.size() + " queries take") + " longer than "
                + SessionTable.lasting(order.longRunningAfter());
    }

    private static String details(PoolSnapshot pool, List<Session> slow, Duration after) {
        var rows = pool.clients().stream().collect(groupingBy(Group::of, counting())).entrySet().stream()
                .sorted(Map.Entry.<Group, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .map(group -> group.getKey().row(group.getValue()))
                .toList();
        var text = "max_connections " + pool.maxConnections() + ", of them " + pool.reserved()
                + " reserved for superusers; as of " + SessionTable.time(pool.at()) + " UTC\n\n"
                + MarkdownTable.heading("Application", "Role", "State", "Sessions") + MarkdownTable.fitting(rows, ROWS);
        if (!slow.isEmpty()) {
            text += "\nQueries that take longer than " + SessionTable.lasting(after) + ":\n\n"
                    + MarkdownTable.heading("Pid", "Application", "Role", "Since (UTC)", "Query")
                    + MarkdownTable.fitting(
                            slow.stream().map(ShowSessions::slowRow).toList(), ROWS);
        }
        return text;
    }

    private record Group(String application, String user, SessionState state) implements Comparable<Group> {

        static Group of(Session session) {
            return new Group(session.application(), session.user(), session.state());
        }

        String row(long sessions) {
            return MarkdownTable.row(application, user, state.word(), sessions);
        }

        @Override
        public int compareTo(Group other) {
            return row(0).compareTo(other.row(0));
        }
    }

    private static String slowRow(Session session) {
        return MarkdownTable.row(
                session.id().pid(),
                session.application(),
                session.user(),
                SessionTable.time(session.queryStart()),
                QueryText.shown(session.query()));
    }

    private static String all(PoolSnapshot pool) {
        var rows = pool.sessions().stream()
                .map(session -> MarkdownTable.row(
                        session.id(),
                        session.kind(),
                        session.application(),
                        session.user(),
                        session.database(),
                        session.client(),
                        session.state().word(),
                        SessionTable.time(session.since()),
                        QueryText.shown(session.query())))
                .toList();
        return count(rows.size(), "session") + " as of " + SessionTable.time(pool.at()) + " UTC\n\n"
                + MarkdownTable.heading(
                        "Session",
                        "Kind",
                        "Application",
                        "Role",
                        "Database",
                        "From",
                        "State",
                        "Since (UTC)",
                        "Last query")
                + MarkdownTable.fitting(rows, WHOLE);
    }
}
