package dev.firebreak.runbook.step.forensics;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.text.MarkdownTable;
import java.util.List;
import java.util.Map;

/** Shows which foreign sessions an isolation left open: rules let go on what was open before. */
@RunbookStep(
        topic = "forensics.show-foreign-sessions",
        title = "Show foreign sessions",
        description = "Shows the target's open TCP sessions with others than itself, settings.management and Firebreak."
                + " Sets sessionsEnded.",
        effect = READ)
class ShowForeignSessions implements RunbookReading<ShowForeignSessions.Order> {

    record Order() {}

    static final ProcessVariable<Boolean> SESSIONS_ENDED = ProcessVariable.flag("sessionsEnded");

    private static final int TABLE = 15_000;

    private final ForeignSessions sessions;

    ShowForeignSessions(ForeignSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Map<String, Object> unread() {
        return Map.of(SESSIONS_ENDED.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var open = sessions.of(target);
        if (open.isEmpty()) {
            return Finding.of("No foreign session of " + target.name() + " is open")
                    .with(SESSIONS_ENDED, true);
        }
        return Finding.of(stillOpen(open, target))
                .withDetails(table(open))
                .with(SESSIONS_ENDED, false)
                .attach(
                        "foreign-sessions.txt",
                        "text/plain",
                        String.join(
                                        "\n",
                                        open.stream().map(TcpSession::toString).toList()) + "\n");
    }

    private static String stillOpen(List<TcpSession> open, Target target) {
        return open.size() == 1
                ? "1 foreign session of " + target.name() + " is still open: " + open.get(0)
                        + ". End its process by hand."
                : open.size() + " foreign sessions of " + target.name() + " are still open, such as " + open.get(0)
                        + ". End their processes by hand.";
    }

    private static String table(List<TcpSession> open) {
        return MarkdownTable.heading("Session")
                + MarkdownTable.fitting(
                        open.stream()
                                .map(session -> MarkdownTable.row(session.toString()))
                                .toList(),
                        TABLE);
    }
}
