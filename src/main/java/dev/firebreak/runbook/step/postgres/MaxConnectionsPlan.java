package dev.firebreak.runbook.step.postgres;

import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.step.postgres.server.MaxConnections;
import java.util.List;
import java.util.Optional;

/** Plans a new value of max_connections in {@code postgresql.auto.conf}, and reads such plans back. */
final class MaxConnectionsPlan {

    private static final String WRITE = "write";
    private static final String NOTHING = "nothing";
    static final String WRITTEN_BEFORE = "written before";

    private static final String RESTART = "Nothing changes until the server restarts, for whatever reason it restarts.";

    private MaxConnectionsPlan() {}

    static Plan raise(String target, MaxConnections now, int limit, int used) {
        if (now.fixedByCommandLine()) {
            return Plan.impossible(target + " gets max_connections on its command line, which overrides ALTER SYSTEM:"
                    + " change how it is started.");
        }
        if (limit <= now.reserved()) {
            return Plan.impossible("max_connections " + limit + " leaves " + target + " no room next to "
                    + now.reserved() + " reserved connections: it would not start again.");
        }
        if (now.written().equals(Optional.of(limit))) {
            return Plan.to("max_connections of " + target + " is written as " + limit + " already."
                    + (now.waitsForRestart() ? " It waits for a restart; in force is " + now.inForce() + "." : ""));
        }
        var plan = Plan.to("Write max_connections = " + limit + " on " + target + " (in force: " + now.inForce()
                        + "; in postgresql.auto.conf: " + shown(now.written())
                        + "). **Takes effect only when the server"
                        + " restarts.**\n\nUndo puts back exactly what postgresql.auto.conf says now.")
                .warning(RESTART);
        return warned(written(plan, now, Optional.of(limit)), now, limit, used);
    }

    /** Restores the former value, unless another person has changed the file meanwhile. */
    static Plan restore(String target, MaxConnections now, Optional<Integer> ours, Optional<Integer> before) {
        if (!now.written().equals(ours)) {
            return now.written().equals(before)
                    ? Plan.to("max_connections of " + target + " is " + shown(before) + " in postgresql.auto.conf again"
                            + " already.")
                    : Plan.impossible("postgresql.auto.conf of " + target + " says max_connections "
                            + shown(now.written()) + ", not " + shown(ours)
                            + " as this step wrote: another person changed it, so it stays as it is.");
        }
        var plan = Plan.to("Put back max_connections of " + target + " in postgresql.auto.conf from " + shown(ours)
                        + " to " + shown(before) + " (in force: " + now.inForce()
                        + "). **Takes effect only when the server restarts.**")
                .warning(RESTART);
        return written(plan, now, before);
    }

    /** The value that the plan writes; empty to remove the setting. */
    static Optional<Integer> wanted(Plan plan) {
        return read(plan.parameters().get(WRITE));
    }

    static Optional<Integer> read(String text) {
        return text == null || NOTHING.equals(text) ? Optional.empty() : Optional.of(Integer.valueOf(text));
    }

    static String shown(Optional<Integer> value) {
        return value.map(Object::toString).orElse(NOTHING);
    }

    private static Plan written(Plan plan, MaxConnections now, Optional<Integer> value) {
        return plan.on(List.of("max_connections@" + now.cluster()))
                .parameter(WRITE, shown(value))
                .before(WRITTEN_BEFORE, shown(now.written()))
                .before("in force", now.inForce());
    }

    private static Plan warned(Plan plan, MaxConnections now, int limit, int used) {
        var warned =
                plan.warning("Shared memory (now " + now.sharedMemory() + ") grows at the restart, and every additional"
                        + " session needs its own memory (work_mem " + now.workMemory()
                        + " for each sort): without enough memory, the server does not start again.");
        if (now.replicas() > 0) {
            warned = warned.warning(
                    SessionTable.count(now.replicas(), "server")
                            + " may replicate from this one: a standby with a lower max_connections stops replaying. Raise it there first.");
        }
        return limit - now.reserved() < used
                ? warned.warning("This is less than the " + used + " connections in use now.")
                : warned;
    }
}
