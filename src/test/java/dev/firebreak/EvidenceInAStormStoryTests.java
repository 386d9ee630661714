package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A thousand incidents have just begun, as many as the setting of the tests. */
@StoryTest
@Tag("A036")
class EvidenceInAStormStoryTests {

    private static final String NOT_CAPTURED =
            "State not captured: 1000 or more incidents began in the minute before, and the first of them have it";

    @Autowired
    World world;

    @Autowired
    Incidents incidents;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void manyHaveJustBegun() {
        var first = world.raise("mosaic-gitea", "slow", Map.of("alertSeverity", "high"));
        var began = incidents.get(first).openedAt();
        jdbc.sql("""
                        insert into incident (id, title, service, symptom, source, status, opened_at)
                        select 'INC-' || x, 'one of many', 'mosaic-gitea', 'slow', 'storm', 'CLOSED', ?
                        from system_range(20000101000000, 20000101000999) s (x)""").param(began.atOffset(java.time.ZoneOffset.UTC)).update();
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from incident where source = 'storm'").update();
    }

    @Test
    void theStateIsTheSameForAll_soLaterIncidentsLeaveItToTheFirst() {
        var late = world.raise("mosaic-gitea", "slow", Map.of("alertSeverity", "high"));
        world.untilNothingMoves();

        assertThat(world.timelineOf(late)).contains(NOT_CAPTURED);
        assertThat(world.ends(late, "capture-evidence")).containsExactly("Left to earlier incidents");
    }

    @Test
    void aP1KeepsItsOwn() {
        IncidentId worst = world.raise(
                "mosaic-gitea", "down", Map.of("alertSeverity", "critical", "usersAffected", "all", "servicesDown", 3));
        world.untilNothingMoves();

        assertThat(world.timelineOf(worst)).doesNotContain(NOT_CAPTURED);
        assertThat(world.ends(worst, "capture-evidence")).containsExactly("Evidence captured");
    }
}
