package dev.firebreak.runbook.step.mariadb.jdbc;

import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import java.sql.SQLException;

/** Explains MariaDB errors to the person on call, by error code (MariaDB manual, "MariaDB Error Code Reference"). */
final class MariaDbErrorText {

    static final int FULL = 1040;
    private static final int WRONG_LOGIN = 1045;
    private static final int NO_DATABASE_RIGHT = 1044;
    private static final int NO_DATABASE = 1049;
    private static final int HOST_BLOCKED = 1129;
    private static final int HOST_FORBIDDEN = 1130;
    private static final int OWN_LIMIT = 1203;
    private static final int NO_RIGHT = 1227;

    private MariaDbErrorText() {}

    static MariaDbUnreachable of(String target, String user, SQLException e) {
        var said = " (it says: " + firstLine(e) + ")";
        if (firstLine(e).startsWith("No suitable driver")) {
            return refused(
                    e, "The MariaDB driver is not part of this Firebreak: add mariadb-java-client to its libraries.");
        }
        return switch (e.getErrorCode()) {
            case FULL, OWN_LIMIT ->
                new MariaDbUnreachable(
                        Answer.FULL,
                        target + " answers, but has no connection left for user " + user + said
                                + ". Give it the privilege CONNECTION ADMIN, for which one is reserved.",
                        e);
            case WRONG_LOGIN, NO_DATABASE_RIGHT ->
                refused(
                        e,
                        target + " refuses the login of user " + user + said
                                + ". Check settings.user and settings.password of the target in the catalogue.");
            case NO_DATABASE ->
                refused(e, target + " has no such database" + said + ". Check settings.url of the target.");
            case HOST_BLOCKED, HOST_FORBIDDEN ->
                refused(e, target + " refuses Firebreak's address" + said + ". Allow it there, or FLUSH HOSTS.");
            case NO_RIGHT ->
                refused(
                        e,
                        target + " forbids this to user " + user + said
                                + ". It needs PROCESS, CONNECTION ADMIN and, for XA RECOVER, XA_RECOVER_ADMIN"
                                + " or SUPER.");
            default -> other(target, said, e);
        };
    }

    private static MariaDbUnreachable other(String target, String said, SQLException e) {
        var state = e.getSQLState() == null ? "08" : e.getSQLState();
        return state.startsWith("08")
                ? new MariaDbUnreachable(
                        Answer.NONE,
                        target + " gives no answer" + said
                                + ". Is it running, and is settings.url of the target right?",
                        e)
                : refused(e, target + " answers with an error" + said + ".");
    }

    private static MariaDbUnreachable refused(SQLException e, String text) {
        return new MariaDbUnreachable(Answer.REFUSED, text, e);
    }

    private static String firstLine(SQLException e) {
        var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("nothing");
    }
}
