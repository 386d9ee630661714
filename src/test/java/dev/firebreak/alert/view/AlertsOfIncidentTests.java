package dev.firebreak.alert.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.database.Timestamps;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.ListPage;
import dev.firebreak.web.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsOfIncidentTests {

    private static final Instant SEEN = Instant.parse("2026-11-22T07:16:30.123456Z");

    private final InMemoryRecord record = new InMemoryRecord(Clock.systemUTC(), "V3__alert", "V41__alert_links");
    private final AlertsOfIncident alerts = new AlertsOfIncident(record.jdbc());
    private final IncidentId incident = record.incident();

    @Test
    void pagesByCursorShowEachAlertOnceWhileOthersComeAndGo() {
        for (var i = 0; i < 5; i++) {
            add("a\nb?&=" + i, SEEN);
        }
        add("older", SEEN.minusSeconds(1));

        var first = alerts.page(incident, PageRequest.first(), 2);
        add("newer", SEEN.plusSeconds(1));
        record.jdbc()
                .sql("update alert set resolved_in = first_in where fingerprint = 'older'")
                .update();
        record.jdbc().sql("delete from alert where fingerprint like '%=1'").update();
        var second = alerts.page(incident, new PageRequest(first.after(), null, 1), 2);
        var third = alerts.page(incident, new PageRequest(second.after(), null, 1), 2);
        var back = alerts.page(incident, new PageRequest(null, third.before(), 1), 2);

        var seen = new ArrayList<String>();
        for (var page : new ListPage<?>[] {first, second, third}) {
            page.rows().forEach(row -> seen.add(((AlertView) row).fingerprint()));
        }
        assertThat(seen).containsExactly("a\nb?&=0", "a\nb?&=1", "a\nb?&=2", "a\nb?&=3", "a\nb?&=4", "older");
        assertThat(third.after()).isNull();
        assertThat(back.rows()).isEqualTo(second.rows());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "///", "MjAyNg", "MQoyCjMKNA"})
    void aCursorThatIsNoneIsRefusedByName(String cursor) {
        assertThatThrownBy(() -> alerts.page(incident, new PageRequest(cursor, null, 1), 2))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("after");
    }

    private void add(String fingerprint, Instant seen) {
        var starts = Timestamps.at(SEEN);
        record.jdbc()
                .sql("insert into alert (source, fingerprint, starts_at, first_in, first_seen, last_seen, seen,"
                        + " incident_id) values ('am', ?, ?, ?, ?, ?, 1, ?)")
                .params(fingerprint, starts, UUID.randomUUID(), Timestamps.at(seen), starts, incident.value())
                .update();
        record.jdbc()
                .sql("insert into alert_text (source, fingerprint, starts_at, name, service, symptom, summary, labels,"
                        + " incomplete) values ('am', ?, ?, 'n', 's', 's', 's', '', false)")
                .params(fingerprint, starts)
                .update();
    }
}
