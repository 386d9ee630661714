package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.journal.JournalFixture;
import dev.firebreak.alert.journal.PayloadSuspects;
import dev.firebreak.engine.SuspectsFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.ParkedWork;
import dev.firebreak.incident.ParkedWork.Parked;
import dev.firebreak.lifecycle.Lifecycle;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Process starts and payloads of alerts that end nodes. A dead node is played: it notes that it begins, and is never
 * heard of again.
 */
@Tag("A19")
class ParkedWorkTests {

    private static final AlertIngestFixture NODE = AlertIngestFixture.onH2();
    private static final PayloadFixture KILLER = PayloadFixture.group("killer").firing("killer");

    @BeforeEach
    void clean() {
        NODE.clean();
        NODE.jdbc().sql("delete from job_suspect").update();
        NODE.get(PayloadSuspects.class).look();
    }

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void aStartThatEndedThreeNodesIsParkedAndTold_theOthersStart() {
        var started = opened(12);
        var killer = started.remove(0);
        nodesDieStarting(killer, 3);

        NODE.startProcesses();

        assertThat(started).allMatch(incident -> starts(incident) == 1);
        assertThat(starts(killer)).isZero();
        assertThat(NODE.poisoned).singleElement().satisfies(told -> {
            assertThat(told.incident()).isEqualTo(killer);
            assertThat(told.why()).startsWith("3 nodes of Firebreak ended");
        });
        assertThat(NODE.lines(killer)).contains("Start of the process parked");
        assertThat(parked(killer)).extracting(Parked::what).containsExactly("Start of the process");
        NODE.clock.passes(Duration.ofHours(1));
        NODE.startProcesses();
        assertThat(starts(killer)).isZero();
        assertThat(NODE.poisoned).as("told once").hasSize(1);
    }

    @Test
    void aPersonTriesAParkedStartAgain_andOneMoreDeathParksItAgain() {
        var incident = opened(1).get(0);
        nodesDieStarting(incident, 3);
        NODE.startProcesses();

        assertThat(retry(incident)).isTrue();
        nodesDieStarting(incident, 1);
        NODE.startProcesses();
        assertThat(parked(incident)).hasSize(1);

        assertThat(retry(incident)).isTrue();
        NODE.startProcesses();
        assertThat(starts(incident)).isEqualTo(1);
        assertThat(parked(incident)).isEmpty();
        assertThat(suspects()).isZero();
    }

    /** Another job may have ended them: ten starts share a transaction. */
    @Test
    void startsThatTwoNodesLeftStillStart_eachAlone() {
        var left = opened(10);
        left.forEach(incident -> nodesDieStarting(incident, 2));

        NODE.startProcesses();

        assertThat(left).allMatch(incident -> starts(incident) == 1);
        assertThat(suspects()).isZero();
    }

    @Test
    void whichStartsBeginIsCommittedBeforeTheyRun() {
        opened(3);
        var noted = new ArrayList<Integer>();
        NODE.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) {
                if (sql.contains("insert into ACT_RU_EXECUTION")) {
                    noted.add(startsThatOthersSeeBegun());
                }
            }
        });

        NODE.startProcesses();

        assertThat(noted).isNotEmpty().containsOnly(3);
        assertThat(suspects()).isZero();
    }

    /** Not only an exception: a stack that overflows in one start must not hold up the others for ever. */
    @Test
    void anErrorIsAFailureOfItsOwnStart() {
        var incidents = opened(5);
        var errors = new int[1];
        NODE.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) {
                if (sql.contains("insert into ACT_RU_EXECUTION") && errors[0]++ == 0) {
                    throw new StackOverflowError("played");
                }
            }
        });

        NODE.startProcesses();

        assertThat(incidents).allMatch(incident -> starts(incident) == 1);
        assertThat(suspects()).isZero();
    }

    @Test
    void aPayloadThatEndedThreeNodesIsParkedAndTold_theOthersAreApplied() throws Exception {
        var killer = left(KILLER);
        left(PayloadFixture.group("other").firing("other"));
        nodesDieApplying(killer, 2); // and its own

        assertThat(NODE.sweep()).isTrue();

        assertThat(alerts()).containsExactly("other");
        var about = poisonIncident();
        assertThat(parked(about)).singleElement().satisfies(work -> {
            assertThat(work.what()).isEqualTo("1 payload of alerts");
            assertThat(work.why()).startsWith("3 nodes of Firebreak ended");
        });
        assertThat(NODE.lines(about)).anyMatch(line -> line.contains("could not be applied"));

        assertThat(retry(about)).isTrue();
        assertThat(NODE.sweep()).isTrue();
        assertThat(alerts()).contains("killer");
        assertThat(parked(about)).isEmpty();
        assertThat(suspects()).isZero();
    }

    @Test
    void whoeverSendsTheSameAgainEndsNoFurtherNode() throws Exception {
        var killer = left(KILLER);
        NODE.get(PayloadSuspects.class).leave(NODE.get(Journal.class).due(50));
        assertThat(suspects()).isEqualTo(1);

        assertThat(applied(KILLER)).as("the sweeper's, from the first death on").isZero();

        nodesDieApplying(killer, 2);
        NODE.sweep();
        assertThat(applied(KILLER)).isZero();
        NODE.clock.passes(Duration.ofSeconds(3));
        NODE.sweep();
        assertThat(alerts()).isEmpty();
        assertThat(applied(PayloadFixture.group("other").firing("other"))).isEqualTo(1);
    }

    @Test
    void aPayloadThatAnotherNodeBeganJustNowIsLeftToIt() throws Exception {
        var payload = left(KILLER);
        node().begin(payload.id());

        assertThat(NODE.sweep()).isFalse();
        assertThat(alerts()).isEmpty();

        NODE.clock.passes(Duration.ofSeconds(11));
        assertThat(NODE.sweep()).isTrue();
        assertThat(alerts()).containsExactly("killer");
        assertThat(suspects()).isZero();
    }

    @Test
    void aPayloadThatAnotherNodeAppliesForLongEndedNoNode_andIsNotParked() throws Exception {
        var payload = left(KILLER);
        try (var other = DriverManager.getConnection(
                NODE.database().url(), NODE.database().user(), NODE.database().password())) {
            other.setAutoCommit(false);
            other.createStatement().execute("select * from alert_pending for update");
            node().leave(List.of(payload.id()));
            NODE.sweep();
            NODE.clock.passes(Duration.ofSeconds(11));
            assertThat(node().begin(payload.id()).deaths()).isEqualTo(1);

            NODE.clock.passes(Duration.ofSeconds(11));
            nodesDieApplying(payload, 2);
            NODE.sweep();
            assertThat(NODE.count("select count(*) from incident")).isZero();
            other.rollback();
        }
        NODE.clock.passes(Duration.ofSeconds(11));
        NODE.sweep();

        assertThat(poisonIncident()).isNotNull();
    }

    @Test
    void aPayloadThatFailsEndedNoNode() throws Exception {
        NODE.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) throws SQLException {
                if (sql.contains("insert into alert (")) {
                    throw new SQLException("no", "22000");
                }
            }
        });
        left(KILLER);
        for (var round = 0; round < 4; round++) {
            NODE.sweep();
            NODE.clock.passes(Duration.ofSeconds(6));
        }
        assertThat(suspects()).isZero();
        NODE.faultyDataSource.clear();

        NODE.sweep();

        assertThat(alerts()).containsExactly("killer");
    }

    @Test
    void anOrdinaryPayloadNotesNothing() throws Exception {
        var notes = new ArrayList<String>();
        NODE.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) {
                if (sql.contains("job_suspect")) {
                    notes.add(sql);
                }
            }
        });

        assertThat(applied(KILLER)).isEqualTo(1);

        assertThat(notes).isEmpty();
    }

    private static void nodesDieStarting(IncidentId incident, int nodes) {
        for (var node = 0; node < nodes; node++) {
            SuspectsFixture.of(NODE.faultyDataSource, NODE.clock).begin(List.of("start:" + incident.value()));
        }
    }

    private static void nodesDieApplying(AlertPayload payload, int nodes) {
        for (var node = 0; node < nodes; node++) {
            node().begin(payload.id());
            NODE.clock.passes(Duration.ofSeconds(11));
        }
    }

    private static PayloadSuspects node() {
        var node = SuspectsFixture.of(NODE.faultyDataSource, NODE.clock);
        return JournalFixture.suspectsOf(node, NODE.jdbc(), NODE.clock);
    }

    /** Its node dies after the journal's commit. */
    private static AlertPayload left(PayloadFixture content) {
        var payload = NODE.payload("default", content);
        NODE.journal(List.of(payload));
        NODE.clock.passes(Duration.ofSeconds(3));
        return payload;
    }

    /** How many incidents it opens at once. */
    private static int applied(PayloadFixture content) throws InterruptedException, ExecutionException {
        return NODE.send("default", content).get().opened();
    }

    private static List<IncidentId> opened(int count) {
        var names = NODE.get(Incidents.class).names(count);
        var reports = new HashMap<IncidentId, IncidentReport>();
        names.forEach(name ->
                reports.put(name, new IncidentReport("Disk full", "web", "disk", null, "test", null, false, Map.of())));
        new TransactionTemplate(NODE.get(PlatformTransactionManager.class))
                .executeWithoutResult(status -> NODE.get(Lifecycle.class).openAll(reports));
        NODE.clock.passes(Duration.ofMillis(1));
        return new ArrayList<>(names);
    }

    private static List<String> alerts() {
        return NODE.jdbc()
                .sql("select fingerprint from alert order by fingerprint")
                .query(String.class)
                .list();
    }

    private static IncidentId poisonIncident() {
        return new IncidentId(NODE.jdbc()
                .sql("select id from incident where symptom = 'poisoned-delivery'")
                .query(String.class)
                .single());
    }

    private static List<Parked> parked(IncidentId incident) {
        return NODE.context.getBeansOfType(ParkedWork.class).values().stream()
                .flatMap(kind -> kind.of(incident).stream())
                .toList();
    }

    private static boolean retry(IncidentId incident) {
        return NODE.context.getBeansOfType(ParkedWork.class).values().stream()
                .map(kind -> kind.retry(incident))
                .reduce(false, Boolean::logicalOr);
    }

    private static int startsThatOthersSeeBegun() {
        var database = NODE.database();
        var other = new DriverManagerDataSource(database.url(), database.user(), database.password());
        return JdbcClient.create(other)
                .sql("select count(*) from job_suspect where started and deaths = 0")
                .query(Integer.class)
                .single();
    }

    private static long starts(IncidentId incident) {
        return NODE.get(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .count();
    }

    private static int suspects() {
        return NODE.count("select count(*) from job_suspect");
    }
}
