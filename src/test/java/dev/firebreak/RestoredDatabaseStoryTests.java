package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.DatabaseRestored;
import dev.firebreak.access.RestoreConfirmed;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.runbook.admission.FreezeSwitch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What stops and what goes on while a restored database waits for an administrator. */
@StoryTest
@Tag("B12")
class RestoredDatabaseStoryTests {

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    FreezeSwitch freeze;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Test
    void nothingIsPagedOrRunAgainUntilAnAdministratorConfirmsButNewAlertsPage() throws Exception {
        var old = raise();
        OutsideWorld.forgetMail();

        publish(new DatabaseRestored(world.now().minusSeconds(60), 70, 30));
        world.passes(Duration.ofHours(1));

        assertThat(pages(old)).as("an hour without an acknowledgement").isEmpty();
        assertThat(freeze.frozen().orElseThrow()).contains("restored from an older backup");
        assertThat(world.timelineOf(old)).anyMatch(line -> line.contains("this incident is paused"));
        assertThat(selfIncident()).contains("It has 30 of the 70 audit rows");
        lifecycle.alertsCleared(old);
        lifecycle.alertsFiredAgain(old);

        var fresh = raise();
        assertThat(pages(fresh)).isNotEmpty();

        publish(new RestoreConfirmed("ada"));
        world.passes(Duration.ofMinutes(1));

        assertThat(freeze.frozen()).isEmpty();
        assertThat(pages(old)).as("paging goes on").isNotEmpty();
        assertThat(world.timelineOf(old)).anyMatch(line -> line.contains("confirmed by ada: this incident goes on"));
        assertThat(jdbc.sql("select count(*) from paused_process")
                        .query(Long.class)
                        .single())
                .isZero();
        for (var incident : List.of(old, fresh)) {
            lifecycle.cancelled(incident, "a test", "carla");
        }
        world.untilNothingMoves();
    }

    private IncidentId raise() {
        var incident =
                world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "usersAffected", "none"));
        world.untilNothingMoves();
        return incident;
    }

    private void publish(Object event) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> events.publishEvent(event));
    }

    private static List<String> pages(IncidentId incident) {
        return OutsideWorld.subjectsTo("@").stream()
                .filter(subject -> subject.contains(incident.value()))
                .toList();
    }

    private String selfIncident() throws InterruptedException {
        for (var turn = 0; turn < 50; turn++) {
            var details = jdbc.sql("select t.details from timeline_entry t join incident i on i.id = t.incident_id"
                            + " where i.symptom = 'database-restored' and t.details is not null")
                    .query(String.class)
                    .list();
            if (!details.isEmpty()) {
                return details.get(0);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no self-incident about the restored database");
    }
}
