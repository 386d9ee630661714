package dev.firebreak.lifecycle.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.start.ProcessStartOutbox.Lane;
import dev.firebreak.lifecycle.start.ProcessStartOutbox.Start;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox of process starts on a real database with a real engine: which processes start first. */
@Tag("D22")
class StartOrderTests {

    private static final int BATCH = 10;
    private static final AlertIngestFixture ONE = AlertIngestFixture.onH2();

    @BeforeEach
    void clean() {
        ONE.clean();
    }

    @AfterAll
    static void close() {
        ONE.close();
    }

    @Test
    void whatMayBeP1StartsBeforeAllThatCameEarlier() {
        opened(25, "low");
        var critical = opened(1, "critical");

        assertThat(starter(ONE).startSome(Lane.ALL)).isEqualTo(BATCH);

        assertThat(running()).hasSize(BATCH).containsAll(critical);
    }

    @Test
    void theUrgentLaneStartsNothingElse() {
        opened(25, "high");
        var critical = opened(2, "critical");

        assertThat(starter(ONE).startSome(Lane.URGENT)).isEqualTo(2);
        assertThat(starter(ONE).startSome(Lane.URGENT)).isZero();

        assertThat(running()).containsExactlyInAnyOrderElementsOf(critical);
    }

    @Test
    void worseAlertsBringAStartForward() {
        opened(25, "low");
        var worsened = opened(1, "low").get(0);

        transaction(ONE)
                .executeWithoutResult(status -> ONE.get(Lifecycle.class)
                        .alertsJoined(Map.of(worsened, List.of(Map.of("alertSeverity", "critical")))));

        assertThat(starter(ONE).startSome(Lane.URGENT)).isEqualTo(1);
        assertThat(running()).containsExactly(worsened);
    }

    @Test
    void noStartWaitsForEverHoweverManyWorseOnesCome() {
        var least = opened(3, "info");
        ONE.clock.passes(Duration.ofMinutes(3));
        opened(25, "critical");

        starter(ONE).startSome(Lane.ALL);

        assertThat(running()).hasSize(BATCH).containsAll(least);
    }

    @Test
    void aStartThatFailsWaitsAndHoldsUpNoOther() {
        var bad = opened(1, "critical").get(0);
        opened(3, "low");
        ONE.jdbc()
                .sql("update process_start set facts = 'no facts' where incident_id = ?")
                .param(bad.value())
                .update();

        starter(ONE).startDue();

        assertThat(running()).hasSize(3).doesNotContain(bad);
    }

    @Test
    void twoNodesStartDifferentIncidents_theWorstFirst() throws Exception {
        opened(2 * BATCH, "low");
        var critical = opened(BATCH, "critical");
        var other = ONE.secondNode();
        try {
            var taken = new CountDownLatch(1);
            var commit = new CountDownLatch(1);
            var ofOne = CompletableFuture.supplyAsync(() -> transaction(ONE).execute(status -> {
                var claimed = claim(ONE, Lane.URGENT);
                taken.countDown();
                await(commit);
                return claimed;
            }));
            await(taken);
            var ofOther = transaction(other).execute(status -> claim(other, Lane.ALL));
            commit.countDown();

            assertThat(ofOne.get(20, TimeUnit.SECONDS)).containsExactlyInAnyOrderElementsOf(critical);
            assertThat(ofOther).hasSize(BATCH).doesNotContainAnyElementsOf(critical);
        } finally {
            other.stop();
        }
    }

    /** Its transaction rolls back with its connection, as after kill -9. */
    @Test
    void whatADyingNodeHadTakenAnotherOneStartsOnceInTheSameOrder() {
        opened(15, "low");
        var critical = opened(1, "critical");
        assertThatThrownBy(() -> transaction(ONE).executeWithoutResult(status -> {
                    var opener = ONE.get(IncidentOpener.class);
                    ONE.get(ProcessStartOutbox.class).claim(Lane.ALL, BATCH).forEach(opener::start);
                    throw new IllegalStateException("dies");
                }))
                .hasMessage("dies");
        var other = ONE.secondNode();
        try {
            assertThat(running()).isEmpty();

            starter(other).startSome(Lane.ALL);
            assertThat(running()).hasSize(BATCH).containsAll(critical);
            Stream.of(starter(ONE), starter(other), starter(ONE)).forEach(ProcessStarter::startDue);

            assertThat(running()).hasSize(16).doesNotHaveDuplicates();
        } finally {
            other.stop();
        }
    }

    private static List<IncidentId> claim(AlertIngestFixture node, Lane lane) {
        return node.get(ProcessStartOutbox.class).claim(lane, BATCH).stream()
                .map(Start::incident)
                .map(incident -> incident.id())
                .toList();
    }

    private static List<IncidentId> opened(int count, String alertSeverity) {
        var names = ONE.get(Incidents.class).names(count);
        var reports = new HashMap<IncidentId, IncidentReport>();
        names.forEach(name -> reports.put(
                name,
                new IncidentReport(
                        "Disk full",
                        "web",
                        "disk",
                        null,
                        "test",
                        null,
                        false,
                        Map.of("alertSeverity", alertSeverity))));
        transaction(ONE).executeWithoutResult(status -> ONE.get(Lifecycle.class).openAll(reports));
        ONE.clock.passes(Duration.ofMillis(1));
        return names;
    }

    private static List<IncidentId> running() {
        return ONE.get(RuntimeService.class).createProcessInstanceQuery().rootProcessInstances().list().stream()
                .map(ProcessInstance::getBusinessKey)
                .map(IncidentId::new)
                .toList();
    }

    private static ProcessStarter starter(AlertIngestFixture node) {
        return node.get(ProcessStarter.class);
    }

    private static TransactionTemplate transaction(AlertIngestFixture node) {
        return new TransactionTemplate(node.get(PlatformTransactionManager.class));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
