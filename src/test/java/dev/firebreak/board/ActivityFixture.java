package dev.firebreak.board;

import dev.firebreak.incident.IncidentId;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts rows as the step ledger and the notification dispatcher write them, with texts chosen by the test. */
record ActivityFixture(JdbcClient jdbc, IncidentId incident) {

    private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-22T07:16:30Z");

    void step(String state, String title, String summary, String comment, String plan, String seen) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into step (id, attempt, incident_id, topic, title, target, effect, undo, irreversible,
                            planned_for, process_instance, requested_by, plan, plan_hash, state, planned_at, ended_at,
                            summary, seen)
                        values (?, 1, ?, 'postgres.terminate-idle', ?, 'mosaic-postgres', 'DISRUPTIVE', false, true,
                            ?, 'p', 'rex', ?, 'h', ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        incident.value(),
                        title,
                        id.toString(),
                        dev.firebreak.runbook.Plan.to(plan).json(),
                        state)
                .params(AT, AT.plusSeconds(40), summary, seen)
                .update();
        jdbc.sql("insert into approval (step_id, approver, plan_hash, granted, comment, at, expires_at)"
                        + " values (?, 'carla', 'h', ?, ?, ?, ?)")
                .params(id, !state.equals("REFUSED"), comment, AT.plusSeconds(20), AT.plusMinutes(15))
                .update();
    }

    void notification(String message, String name, String state, String why) {
        jdbc.sql("""
                        insert into delivery (incident_id, message, person, person_name, channel, state, attempts, why,
                            due_at, settled_at)
                        values (?, ?, ?, ?, 'mail', ?, 1, ?, ?, ?)""")
                .params(incident.value(), message, UUID.randomUUID().toString(), name, state, why)
                .params(AT, state.equals("DUE") ? null : AT.plusSeconds(1))
                .update();
    }

    /** Steps and notifications of an exhausted connection pool. */
    void ofAnExhaustedPool() {
        step(
                "VERIFIED",
                "Terminate idle sessions",
                "3 of 3 sessions ended",
                "Nothing uses them",
                "End these **3** sessions of gitea, idle since 12 minutes:\n\n- 4711 since 07:04:11\n- 4712 since 07:04:12\n- 4713 since 07:04:12",
                "97 of 100 connections before, 61 after; none of the three is left");
        step(
                "REFUSED",
                "Restart container",
                "Declined by carla",
                "Not in business hours",
                "Restart mosaic-postgres",
                null);
        step(
                "UNKNOWN",
                "Set max connections",
                "The server could not be reached",
                null,
                "Set max_connections to 300",
                null);
        notification("page-1.a", "Rex Responder", "SENT", null);
        notification("initial.b", "Rex Responder", "SENT", null);
        notification(
                "initial.b",
                "Carla Commander",
                "REFUSED",
                "550 5.1.1 no such mailbox, see https://mail.example.org/550");
        notification("initial.b", "Ada Admin", "SENT", null);
        notification("page-2.c", "Carla Commander", "DUE", "connect to mail.example.org:25 timed out");
    }

    /** A step and a notification that show {@code text} wherever they have text. */
    void withText(String text) {
        step("SUCCEEDED", text.substring(0, Math.min(120, text.length())), text, text, text, text);
        notification("update.x", text, "SENT", text);
    }
}
