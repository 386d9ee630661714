package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.SessionTable.count;

import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the sessions to terminate into a plan, and reads them back when the plan is executed. */
final class IdlePlan {

    private static final String SINCE = "since ";

    private IdlePlan() {}

    static Plan of(String target, IdleSessions idle, PoolSnapshot pool, TerminateIdle.Order order) {
        var plan = (idle.chosen().isEmpty() ? nothing(target, idle, order) : some(target, idle, pool, order))
                .parameter("idleFor", order.idleFor())
                .parameter("atMost", order.atMost());
        // Not as parameters, because a session that ends before the approval would void it.
        for (var session : idle.chosen()) {
            plan = plan.before(SINCE + session.id(), session.since());
        }
        return plan;
    }

    private static Plan nothing(String target, IdleSessions idle, TerminateIdle.Order order) {
        return Plan.to("No session on " + target + " has been idle for " + SessionTable.lasting(order.idleFor())
                + " or longer. " + spared(idle));
    }

    private static Plan some(String target, IdleSessions idle, PoolSnapshot pool, TerminateIdle.Order order) {
        var ids = idle.chosen().stream().map(session -> session.id().toString()).toList();
        return warned(Plan.to(summary(target, idle, pool, order.idleFor())).on(ids), idle);
    }

    /** When each planned session became idle, in the plan's order. */
    static Map<SessionId, Instant> sessions(Plan plan) {
        var sessions = new LinkedHashMap<SessionId, Instant>();
        plan.resources()
                .forEach(id -> sessions.put(
                        SessionId.of(id), Instant.parse(plan.stateBefore().get(SINCE + id))));
        return sessions;
    }

    private static String summary(String target, IdleSessions idle, PoolSnapshot pool, Duration idleFor) {
        return "End " + count(idle.chosen().size(), "session") + " on " + target + ", idle for "
                + SessionTable.lasting(idleFor) + " or longer; now " + pool.shown() + ".\n\n"
                + SessionGroups.table(idle.chosen(), pool.at()) + "\n" + spared(idle);
    }

    private static String spared(IdleSessions idle) {
        var spared = idle.spared().entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
        return "Spared: " + (spared.isEmpty() ? "none" : spared) + ".";
    }

    private static Plan warned(Plan plan, IdleSessions idle) {
        var warned = plan.warning("A terminated session can't be restored: its application has to connect again.");
        var open = (int) idle.chosen().stream()
                .filter(session -> session.state().isInTransaction())
                .count();
        if (open > 0) {
            warned = warned.warning(
                    count(open, "session") + " in an open transaction: uncommitted changes" + " are rolled back.");
        }
        var listening = idle.chosen().stream().filter(IdlePlan::isListening).count();
        if (listening > 0) {
            warned = warned.warning(
                    count((int) listening, "session")
                            + " last ran LISTEN and may only be waiting: notifications are lost until the application listens again.");
        }
        return idle.beyondLimit() == 0
                ? warned
                : warned.warning(
                        count(idle.beyondLimit(), "more session") + " also qualify, but the limit is reached.");
    }

    private static boolean isListening(Session session) {
        return session.query() != null && session.query().strip().regionMatches(true, 0, "listen", 0, 6);
    }
}
