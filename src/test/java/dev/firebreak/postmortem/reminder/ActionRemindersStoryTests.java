package dev.firebreak.postmortem.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.OutsideWorld;
import dev.firebreak.StoryTest;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.postmortem.action.ActionItems;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Owners are reminded of action items once for each date, and the commander hears of what stays overdue. */
@StoryTest
class ActionRemindersStoryTests {

    @Autowired
    ActionReminders reminders;

    @Autowired
    ActionItems items;

    @Autowired
    Incidents incidents;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private IncidentId incident;

    @BeforeEach
    void anIncident() {
        incident = incidents.open(new NewIncident("Reminded", "reminder-shop", "slow", null, "test", false));
        incidents.command(incident, "carla");
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from action_item where incident_id = ?")
                .param(incident.value())
                .update();
    }

    @Test
    void theOwnerIsRemindedOnceAndTheCommanderHearsOfWhatIsOverdueForThreeDays() throws Exception {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        items.file(incident, "task", "Later", "rex", today.plusDays(2));
        items.file(incident, "task", "Tomorrow", "rex", today.plusDays(1));
        items.file(incident, "task", "Long ago", "rex", today.minusDays(4));
        items.file(incident, "task", "Of somebody", "nobody known", today);

        reminders.remind();
        reminders.remind();

        assertThat(OutsideWorld.subjectsTo("rex@example.test"))
                .filteredOn(it -> it.contains(incident.value()))
                .hasSize(2);
        assertThat(OutsideWorld.textsTo("rex@example.test"))
                .filteredOn(it -> it.contains(incident.value()))
                .allSatisfy(it -> assertThat(it).containsPattern("Owner: +Rex "));
        assertThat(OutsideWorld.subjectsTo("carla@example.test"))
                .filteredOn(it -> it.contains(incident.value()))
                .singleElement()
                .asString()
                .contains("escalated");
    }
}
