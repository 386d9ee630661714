package dev.firebreak.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** MTTA and MTTR, of incidents in a time that no other test has. */
@FirebreakTest
@Transactional
class ResponseTimesTests {

    private static final Instant OPENED = Instant.parse("2199-01-01T00:00:00Z");

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void theDatabaseHasTheTime() {
        assertThat(incidents.responseTimes(OPENED.plusSeconds(1)).acknowledge()).isNull();
    }

    @Test
    void theMedianCountsTheFirstAcknowledgementAndTheResolution() {
        var first = responded("test", 1, 60);
        acknowledged(first, 50);
        responded("test", 2, 90);
        responded("test", 30, null);

        var times = incidents.responseTimes(OPENED);

        assertThat(times.acknowledge()).isEqualTo(Duration.ofMinutes(2));
        assertThat(times.resolve()).isEqualTo(Duration.ofMinutes(75));
    }

    @Test
    void whatWasMergedCancelledHiddenOrASampleDoesNotCount() {
        responded("test", 4, 40);
        incidents.end(responded("test", 1, 1), IncidentStatus.MERGED, null);
        incidents.end(responded("test", 1, 1), IncidentStatus.CANCELLED, null);
        members.restrict(responded("test", 1, 1));
        responded("sample/carla", 1, 1);

        var times = incidents.responseTimes(OPENED);

        assertThat(times.acknowledge()).isEqualTo(Duration.ofMinutes(4));
        assertThat(times.resolve()).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void withoutAnyThereIsNoMedian() {
        responded("test", null, null);

        assertThat(incidents.responseTimes(OPENED)).isEqualTo(new Incidents.ResponseTimes(null, null));
    }

    private IncidentId responded(String source, Integer acknowledgedAfter, Integer resolvedAfter) {
        var id = incidents.open(new NewIncident("Slow", "mosaic-x", "slow", null, source, false));
        jdbc.sql("update incident set opened_at = ?, resolved_at = ? where id = ?")
                .param(Timestamps.at(OPENED))
                .param(resolvedAfter == null ? null : Timestamps.at(OPENED.plusSeconds(60L * resolvedAfter)))
                .param(id.value())
                .update();
        if (acknowledgedAfter != null) {
            acknowledged(id, acknowledgedAfter);
        }
        return id;
    }

    private void acknowledged(IncidentId id, int minutes) {
        jdbc.sql("insert into timeline_entry (incident_id, at, milestone, what, who) values (?, ?, ?, 'x', 'rex')")
                .params(id.value(), Timestamps.at(OPENED.plusSeconds(60L * minutes)), Milestone.ACKNOWLEDGED.name())
                .update();
    }
}
