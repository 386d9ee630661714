package dev.firebreak.runbook.step.mariadb;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.mariadb.MariaDbServer.Session;
import dev.firebreak.runbook.step.mariadb.MariaDbServer.State;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.TimeText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Shows whether a MariaDB server answers, who uses its connections, what its disk and its log say. That it gives no
 * answer is a finding; that it refuses our login is none, since nothing about the server follows from it.
 */
@RunbookStep(
        topic = "mariadb.show-server",
        title = "Show server",
        description =
                "Connects to the server and shows its connections and sessions, its disk and the end of its log. Sets"
                        + " databaseReachable and connectionsLeft.",
        effect = READ)
class ShowMariaDbServer implements RunbookReading<ShowMariaDbServer.Order> {

    static final ProcessVariable<Boolean> DATABASE_REACHABLE = ProcessVariable.flag("databaseReachable");
    static final ProcessVariable<Boolean> CONNECTIONS_LEFT = ProcessVariable.flag("connectionsLeft");

    private static final int ROWS = 8_000;

    private final MariaDbServers servers;
    private final ServerPlace place;

    ShowMariaDbServer(MariaDbServers servers, ServerPlace place) {
        this.servers = servers;
        this.place = place;
    }

    record Order(
            @ParameterDescription("Connections count as left if less than this percentage of them is used.")
            @Min(1)
            @Max(100)
            @DefaultValue("90")
            int fullFromPercent) {}

    /** A server that was not seen counts as one without an answer: the check before a restart looks for itself. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(DATABASE_REACHABLE.name(), false, CONNECTIONS_LEFT.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        try (var server = servers.open(target)) {
            var now = server.state();
            var look = place.look(target);
            return Finding.of(target.name() + ": answers; " + now.connections() + " of " + now.connectionLimit()
                            + " connections used (" + now.usedPercent() + " %); up for "
                            + TimeText.of(now.uptime()) + RestartRisk.disk(look))
                    .withDetails(details(now) + RestartRisk.details(look))
                    .with(DATABASE_REACHABLE, true)
                    .with(CONNECTIONS_LEFT, now.usedPercent() < order.fullFromPercent());
        } catch (MariaDbUnreachable e) {
            if (e.answer() == Answer.REFUSED) {
                throw e;
            }
            var look = place.look(target);
            return Finding.of(e.getMessage() + " Container: " + look.state() + RestartRisk.disk(look))
                    .withDetails(RestartRisk.details(look))
                    .with(DATABASE_REACHABLE, false)
                    .with(CONNECTIONS_LEFT, false);
        }
    }

    private static String details(State now) {
        return "MariaDB " + now.version() + ". The oldest transaction is open for "
                + TimeText.of(now.oldestTransaction()) + "; open ones have changed " + now.rowsToRollBack()
                + " rows. Sessions, the longest first:\n\n"
                + MarkdownTable.heading("Id", "User", "From", "Command", "For", "State", "Query")
                + MarkdownTable.fitting(
                        now.sessions().stream().map(ShowMariaDbServer::row).toList(), ROWS)
                + "\n";
    }

    private static String row(Session session) {
        return MarkdownTable.row(
                session.id(),
                session.user(),
                session.host(),
                session.command(),
                TimeText.of(session.lasting()),
                session.state(),
                MaskedQuery.shown(session.query()));
    }
}
