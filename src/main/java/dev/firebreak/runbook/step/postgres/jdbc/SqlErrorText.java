package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import java.sql.SQLException;

/** Explains PostgreSQL errors to the person on call, by SQLSTATE (PostgreSQL manual, appendix A). */
final class SqlErrorText {

    private static final String NO_SLOT = "53300";
    private static final String NO_RIGHT = "42501";

    private SqlErrorText() {}

    static ServerUnreachable of(String target, String user, SQLException e) {
        return new ServerUnreachable(text(target, user, e), e);
    }

    static boolean isMissingRight(SQLException e) {
        return NO_RIGHT.equals(e.getSQLState());
    }

    private static String text(String target, String user, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var message = " (it says: " + firstLine(e) + ")";
        if (NO_SLOT.equals(state)) {
            return full(target, user, firstLine(e));
        }
        if (NO_RIGHT.equals(state)) {
            return target + " forbids this to role " + user + message
                    + ". Runbooks need a superuser there, or a role with pg_monitor and pg_signal_backend.";
        }
        if (state.startsWith("28")) {
            return target + " refuses the login of role " + user + message
                    + ". Check settings.user and settings.password of the target in the catalogue.";
        }
        if ("3D000".equals(state)) {
            return target + " has no such database" + message + ". Check settings.url of the target in the catalogue.";
        }
        if ("57P03".equals(state)) {
            return target + " is starting, stopping or recovering" + message + ". Wait for it, or look into its log.";
        }
        if ("57014".equals(state)) {
            return target + " did not answer within 8 s" + message + ". It may be waiting for a lock or a slow disk.";
        }
        if (state.startsWith("08")) {
            return target + " can't be reached" + message + ". Is it running, and is settings.url of the target right?";
        }
        return target + " answers with an error" + message + ".";
    }

    /** Only reserved slots are left; who may use them depends on the version. */
    private static String full(String target, String user, String message) {
        if (message.contains("reserved")) {
            return target + " is full, and role " + user + " may not use its reserved slots (it says: " + message
                    + "). Give Firebreak a superuser on it, or from PostgreSQL 16 on the role pg_use_reserved_connections.";
        }
        return target + " is full to the last reserved slot (it says: " + message
                + "). Superusers hold the reserved slots:"
                + " end one of their sessions on the host itself, or restart the server.";
    }

    static String firstLine(SQLException e) {
        var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("nothing");
    }
}
