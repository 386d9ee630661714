package dev.firebreak.runbook.step.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionState;
import dev.firebreak.text.MarkdownTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of sessions, grouped by application, role and state. It is short enough for a form and names up to 160 pids.
 */
final class SessionGroups {

    /** The characters available for names; groups that no longer fit are shown together as "others". */
    private static final int NAMES = 1_000;

    private static final int PIDS = 160;

    private final Instant at;
    private final List<String> rows = new ArrayList<>();
    private final List<Session> others = new ArrayList<>();
    private int names = NAMES;
    private int pids = PIDS;

    private SessionGroups(Instant at) {
        this.at = at;
    }

    private record Holder(String application, String role, SessionState state) {

        static Holder of(Session session) {
            return new Holder(session.application(), session.user(), session.state());
        }
    }

    /** The largest group first. */
    static String table(List<Session> sessions, Instant at) {
        var groups = new SessionGroups(at);
        sessions.stream().collect(groupingBy(Holder::of, LinkedHashMap::new, toList())).entrySet().stream()
                .sorted(Comparator.comparing(group -> -group.getValue().size()))
                .forEach(group -> groups.add(group.getKey(), group.getValue()));
        return groups.table();
    }

    private void add(Holder holder, List<Session> sessions) {
        var name = MarkdownTable.row(
                holder.application(), holder.role(), holder.state().word());
        if (name.length() > names) {
            others.addAll(sessions);
            return;
        }
        names -= name.length();
        rows.add(MarkdownTable.row(
                holder.application(), holder.role(), holder.state().word(), lasting(sessions), pids(sessions)));
    }

    private String table() {
        if (!others.isEmpty()) {
            rows.add(MarkdownTable.row("others", "", "", lasting(others), pids(others)));
        }
        return MarkdownTable.heading("Application", "Role", "State", "For", "Pids") + String.join("", rows);
    }

    private String lasting(List<Session> sessions) {
        var since = sessions.stream().map(Session::since).sorted().toList();
        var shortest = SessionTable.lasting(Duration.between(since.get(since.size() - 1), at));
        var longest = SessionTable.lasting(Duration.between(since.get(0), at));
        return shortest.equals(longest) ? longest : shortest + " to " + longest;
    }

    private String pids(List<Session> sessions) {
        var named = sessions.stream()
                .limit(pids)
                .map(session -> String.valueOf(session.id().pid()))
                .collect(Collectors.joining(", "));
        var left = Math.max(0, sessions.size() - pids);
        pids = Math.max(0, pids - sessions.size());
        return left == 0 ? named : named + " … and " + left + " more";
    }
}
