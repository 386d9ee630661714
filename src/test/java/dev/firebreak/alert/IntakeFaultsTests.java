package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.SenderRefused;
import dev.firebreak.alert.pipeline.SelfMonitoring;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Faults between the request and the commit. {@link AlertsOnPostgresLabTests} runs it on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeFaultsTests {

    private AlertIngestFixture ingest;

    AlertIngestFixture open() {
        return AlertIngestFixture.onH2();
    }

    @BeforeAll
    void openFixture() {
        ingest = open();
    }

    @AfterEach
    void cleanFixture() {
        ingest.clean();
    }

    @AfterAll
    void closeFixture() {
        ingest.close();
    }

    @Test
    @Tag("A2")
    void whatCouldNotBeJournaledIsNotAnsweredAndNotThere() {
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeCommit(Connection connection) throws SQLException {
                connection.rollback();
                throw new SQLException("gone", "08006");
            }
        });

        var answer = ingest.send("default", PayloadFixture.group("g").firing("a"));

        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(Unavailable.class);
        ingest.faultyDataSource.clear();
        assertThat(ingest.count("select count(*) from alert_delivery")).isZero();
        assertThat(ingest.post(PayloadFixture.group("g").firing("a")).opened()).isEqualTo(1);
    }

    @Test
    @Tag("A6")
    void aCommitWhoseAnswerWasLostIsLookedUpAndNotAssumed() {
        var commits = new AtomicInteger();
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void afterCommit() throws SQLException {
                if (commits.getAndIncrement() == 0) {
                    throw new SQLException("cut while the commit was in flight", "08006");
                }
            }
        });

        var answer = ingest.post(PayloadFixture.group("g").firing("a"));

        assertThat(answer.opened()).isEqualTo(1);
        assertThat(ingest.incidents()).isEqualTo(1);
    }

    @Test
    @Tag("B3")
    void nothingWaitsForADatabaseThatIsKnownToBeAway() {
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) throws SQLException {
                ingest.away = "since now";
                throw new SQLException("the connection is aborted", "08006");
            }
        });
        var underWay = ingest.send("default", PayloadFixture.group("g").firing("a"));
        assertThatThrownBy(underWay::get).hasRootCauseMessage("the connection is aborted");
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) {
                throw new AssertionError("asks the database: " + sql);
            }
        });

        var next = ingest.send("default", PayloadFixture.group("g").firing("b"));

        assertThatThrownBy(next::get).hasRootCauseMessage("the database can't be reached");
        ingest.faultyDataSource.clear();
        ingest.away = null;
        assertThat(ingest.post(PayloadFixture.group("g").firing("a")).opened()).isEqualTo(1);
    }

    @Test
    @Tag("A4")
    void whatWasJournaledAndNotAppliedIsAppliedByTheSweeper() {
        failAt("insert into alert (", 2); // in the batch, and alone

        var answer = ingest.post(PayloadFixture.group("g").firing("a"));
        assertThat(answer.received()).isEqualTo(1);
        assertThat(answer.opened()).isZero();
        assertThat(ingest.incidents()).isZero();

        ingest.clock.passes(Duration.ofSeconds(3));
        assertThat(ingest.sweep()).isTrue();
        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
        assertThat(ingest.post(PayloadFixture.group("g").firing("a")).duplicates())
                .isEqualTo(1);
    }

    @Test
    @Tag("A5")
    void whereverApplyingFailsNothingOfItStays() {
        var points = new String[] {
            "delete from alert_pending",
            "select * from alert_slot",
            "insert into alert (",
            "insert into incident ",
            "insert into process_start",
            "insert into alert_text"
        };
        for (var point : points) {
            failAt(point, 2);
            ingest.post(PayloadFixture.group(point).firing(point));

            assertThat(ingest.incidents()).as(point).isZero();
            assertThat(ingest.count("select count(*) from alert_slot"))
                    .as(point)
                    .isZero();
            assertThat(ingest.count("select count(*) from alert")).as(point).isZero();
            assertThat(ingest.count("select count(*) from process_start"))
                    .as(point)
                    .isZero();
        }
        ingest.clock.passes(Duration.ofSeconds(3));
        ingest.sweep();
        assertThat(ingest.incidents()).isEqualTo(points.length);
    }

    @Test
    @Tag("B7")
    void whatFailedOnceIsTriedAgainAtOnce() {
        failAt("insert into alert_text", 1);
        assertThat(ingest.post(PayloadFixture.group("g").firing("a")).opened()).isEqualTo(1);
    }

    /** Seen as the commits of the second payload, and as no statement about what is to be applied. */
    @Test
    void aRepeatIsJournaledAndAppliedInOneTransaction() {
        ingest.post(PayloadFixture.group("g").firing("a"));
        var commits = new AtomicInteger();
        var pending = new AtomicInteger();
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) {
                pending.addAndGet(sql.contains("alert_pending") ? 1 : 0);
            }

            @Override
            public void beforeCommit(Connection connection) {
                commits.addAndGet(isWriter() ? 1 : 0);
            }
        });

        assertThat(ingest.post(PayloadFixture.group("g").firing("a")).duplicates())
                .isEqualTo(1);

        assertThat(commits).hasValue(1);
        assertThat(pending).hasValue(0);
        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(2);
        assertThat(ingest.count("select seen from alert")).isEqualTo(2);
    }

    /** The payload is journaled first, and applied as any other: in the batch, alone, by the sweeper. */
    @Test
    @Tag("A4")
    void aRepeatThatFailsIsNotLost() {
        ingest.post(PayloadFixture.group("g").firing("a"));
        failAt("update alert set", 3);

        var answer = ingest.post(PayloadFixture.group("g").firing("a"));

        assertThat(answer.received()).isEqualTo(1);
        assertThat(answer.duplicates()).isZero();
        assertThat(ingest.count("select count(*) from alert_pending")).isEqualTo(1);
        ingest.clock.passes(Duration.ofSeconds(3));
        assertThat(ingest.sweep()).isTrue();
        assertThat(ingest.count("select seen from alert")).isEqualTo(2);
    }

    @Test
    @Tag("A6")
    void aRepeatWhoseCommitWasNotAnsweredCountsOnce() {
        ingest.post(PayloadFixture.group("g").firing("a"));
        var commits = new AtomicInteger();
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void afterCommit() throws SQLException {
                if (commits.getAndIncrement() == 0) {
                    throw new SQLException("cut while the commit was in flight", "08006");
                }
            }
        });

        assertThat(ingest.post(PayloadFixture.group("g").firing("a")).received())
                .isEqualTo(1);

        ingest.clock.passes(Duration.ofSeconds(3));
        ingest.sweep();
        assertThat(ingest.count("select seen from alert")).isEqualTo(2);
        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(2);
    }

    @Test
    @Tag("A2")
    void aRepeatThatCouldNotBeCommittedIsNotAnswered() {
        ingest.post(PayloadFixture.group("g").firing("a"));
        var tries = new AtomicInteger();
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeCommit(Connection connection) throws SQLException {
                tries.addAndGet(isWriter() ? 1 : 0);
                connection.rollback();
                throw new SQLException("gone", "08006");
            }
        });

        var answer = ingest.send("default", PayloadFixture.group("g").firing("a"));

        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(Unavailable.class);
        assertThat(tries).as("a second one would wait for the same time-out").hasValue(1);
        ingest.faultyDataSource.clear();
        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(1);
        assertThat(ingest.count("select seen from alert")).isEqualTo(1);
    }

    /** Another node, or people, may have ended it meanwhile. */
    @Test
    void whatIsNoRepeatAfterAllIsAppliedAsAnyOther() {
        ingest.post(PayloadFixture.group("g").firing("a"));
        for (var table : List.of("alert_slot", "alert", "alert_text")) {
            ingest.jdbc().sql("delete from " + table).update();
        }

        var pending = new AtomicInteger();
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) {
                pending.addAndGet(sql.contains("insert into alert_pending") ? 1 : 0);
            }
        });

        var answer = ingest.post(PayloadFixture.group("g").firing("a"));

        assertThat(pending).as("journaled first").hasValue(1);
        assertThat(answer)
                .extracting(IngestResult::opened, IngestResult::attached, IngestResult::duplicates)
                .containsExactly(1, 0, 0);
        assertThat(ingest.count("select seen from alert")).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(2);
        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
    }

    private static boolean isWriter() {
        return Thread.currentThread().getName().equals("alert-writer");
    }

    @Test
    void aBadDeliveryInARoundDoesNotTakeTheOthersWithIt() {
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            private final AtomicInteger begun = new AtomicInteger();

            @Override
            public void beforeStatement(String sql) throws SQLException {
                // The third incident of a batch fails, and again when it is tried alone.
                if (sql.contains("insert into incident ") && begun.incrementAndGet() % 3 == 0) {
                    throw new SQLException("bad", "22000");
                }
            }
        });

        var answers = together(10);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.get().received()).isEqualTo(1));
        ingest.faultyDataSource.clear();
        assertThat(ingest.incidents())
                .as("the others did not wait for the sweeper")
                .isGreaterThanOrEqualTo(6);
        ingest.clock.passes(Duration.ofSeconds(3));
        ingest.sweep();
        assertThat(ingest.incidents()).isEqualTo(10);
    }

    private ArrayList<CompletableFuture<IngestResult>> together(int count) {
        var answers = new ArrayList<CompletableFuture<IngestResult>>();
        IntStream.range(0, count)
                .forEach(n -> answers.add(
                        ingest.send("default", PayloadFixture.group("g" + n).firing("a" + n))));
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        return answers;
    }

    @Test
    void afterFiveFailuresADeliveryIsPoisonAndAPlainIncidentIsStarted() {
        failAt("insert into alert (", Integer.MAX_VALUE);
        ingest.post(PayloadFixture.group("g").firing("a"));
        sweep(3);
        assertThat(ingest.incidents()).isZero();

        sweep(1);

        assertThat(ingest.incidents()).isEqualTo(1);
        var incident = onlyIncident();
        assertThat(ingest.processOf(incident)).isNotNull();
        assertThat(ingest.lines(incident).get(0))
                .isEqualTo("Alert raised: Alerts of default arrive but can't be applied: look at them yourself");
        assertThat(ingest.poisoned).isEmpty();

        ingest.post(PayloadFixture.group("g").firing("a"));
        sweep(5);
        assertThat(ingest.incidents())
                .as("one for each source while it is open")
                .isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_pending where poison is not null"))
                .isEqualTo(2);
    }

    @Test
    void aShortTroubleIsNoPoisonHoweverOftenItIsMet() {
        failAt("insert into alert (", Integer.MAX_VALUE);
        ingest.post(PayloadFixture.group("g").firing("a"));
        for (var second = 0; second < 25; second++) {
            ingest.clock.passes(Duration.ofSeconds(1));
            ingest.sweep();
        }
        assertThat(ingest.count("select failures from alert_pending")).isGreaterThanOrEqualTo(5);

        ingest.faultyDataSource.clear();
        sweep(1);

        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
        assertThat(ingest.lines(onlyIncident())).noneMatch(line -> line.contains("can't be applied"));
    }

    @Test
    @Tag("B7")
    void deadlocksAreNoPoisonUnlessTheyNeverEnd() {
        failAt("insert into alert (", Integer.MAX_VALUE, "40P01");
        ingest.post(PayloadFixture.group("g").firing("a"));
        sweep(6);
        assertThat(ingest.incidents()).isZero();
        assertThat(ingest.count("select failures from alert_pending")).isZero();

        sweep(10);

        assertThat(ingest.count("select count(*) from alert_pending where poison is not null"))
                .isEqualTo(1);
    }

    @Test
    @Tag("A6")
    void commitsThatAreCutAreNoPoison() {
        var cut = new AtomicInteger();
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            private boolean applies;

            @Override
            public void beforeStatement(String sql) {
                applies |= sql.contains("insert into alert (");
            }

            @Override
            public void beforeCommit(Connection connection) throws SQLException {
                if (applies) {
                    applies = false;
                    cut.incrementAndGet();
                    connection.rollback();
                    throw new SQLException("cut while the commit was in flight", "08006");
                }
            }
        });
        ingest.post(PayloadFixture.group("g").firing("a"));
        sweep(8);
        ingest.faultyDataSource.clear();
        assertThat(cut.get()).isGreaterThanOrEqualTo(5);

        sweep(1);

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
    }

    @Test
    void evenABrokenProcessModelEndsInAPageAndTheProcessStartsOnceItIsMended() {
        ingest.breakTheProcess();

        assertThat(ingest.post(PayloadFixture.group("g").firing("a")).opened()).isEqualTo(1);
        startAgain(3);
        assertThat(ingest.poisoned).isEmpty();
        startAgain(1);

        assertThat(ingest.poisoned).hasSize(1);
        assertThat(ingest.poisoned.get(0).source()).isEqualTo("default");
        assertThat(ingest.poisoned.get(0).incident()).isEqualTo(onlyIncident());
        assertThat(ingest.lines(onlyIncident()))
                .hasSize(3)
                .contains("The process of this incident does not start; Firebreak keeps trying");

        ingest.clock.passes(Duration.ofMinutes(1));
        ingest.startProcesses();
        assertThat(ingest.poisoned).as("told once").hasSize(1);

        ingest.deploy();
        ingest.clock.passes(Duration.ofMinutes(1));
        ingest.startProcesses();
        assertThat(ingest.processOf(onlyIncident())).isNotNull();
    }

    private void startAgain(int times) {
        for (var n = 0; n < times; n++) {
            ingest.clock.passes(Duration.ofSeconds(1));
            ingest.startProcesses();
        }
    }

    @Test
    void whereNothingCanBeAppliedAndNothingStartsThereIsStillAPage() {
        ingest.breakTheProcess();
        failAt("insert into alert (", Integer.MAX_VALUE);

        ingest.post(PayloadFixture.group("g").firing("a"));
        sweep(4);

        assertThat(ingest.poisoned).hasSize(1);
        assertThat(ingest.poisoned.get(0).incident()).isEqualTo(onlyIncident());
        assertThat(ingest.lines(onlyIncident())).hasSize(2);

        sweep(3);
        assertThat(ingest.poisoned).hasSize(1);
    }

    @Test
    @Tag("A5")
    void aProcessThatDoesNotStartIsStillToBeStartedAndNotInTheWayOfOthers() {
        together(10);
        var bad = ingest.jdbc()
                .sql("update process_start set facts = 'no facts' where incident_id = (select min(id) from incident)")
                .update();
        failAt("ACT_RU_VARIABLE", 1);

        ingest.startProcesses();

        assertThat(bad).isEqualTo(1);
        var left = ingest.count("select count(*) from process_start");
        assertThat(left)
                .as("the bad one, and the one that failed unless its second is over")
                .isBetween(1, 2);
        assertThat(ingest.count("select count(*) from ACT_RU_EXECUTION where parent_id_ is null"))
                .isEqualTo(10 - left);
    }

    @Test
    void whatHappensWhileAProcessCanNotStartStandsAndIsHeardOnceItDoes() {
        ingest.breakTheProcess();
        ingest.post(PayloadFixture.group("g").firing("a"));
        startAgain(4);
        assertThat(ingest.poisoned).hasSize(1);

        assertThat(ingest.get(Lifecycle.class).acknowledged(onlyIncident(), "rex"))
                .isTrue();
        assertThat(ingest.post(PayloadFixture.group("g").resolved("a")).resolved())
                .isEqualTo(1);
        assertThat(ingest.lines(onlyIncident())).contains("Acknowledged");

        ingest.deploy();
        ingest.clock.passes(Duration.ofMinutes(1));
        ingest.startProcesses();
        assertThat(ingest.heard(onlyIncident(), "Cleared")).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
    }

    @Test
    void newsForAnIncidentWhoseProcessWaitsStartsItFirst() {
        var answer =
                ingest.send("default", PayloadFixture.group("g").firing("a")).join();
        ingest.send("default", PayloadFixture.group("g").resolved("a")).join();

        assertThat(ingest.heard(AlertIngestFixture.incident(answer), "Cleared")).isEqualTo(1);
        ingest.startProcesses();
        assertThat(ingest.count("select count(*) from ACT_RU_EXECUTION where parent_id_ is null"))
                .isEqualTo(1);
    }

    private void sweep(int times) {
        for (var n = 0; n < times; n++) {
            ingest.clock.passes(Duration.ofSeconds(8));
            ingest.sweep();
        }
    }

    private IncidentId onlyIncident() {
        return new IncidentId(
                ingest.jdbc().sql("select id from incident").query(String.class).single());
    }

    private void failAt(String part, int times) {
        failAt(part, times, "22000");
    }

    private void failAt(String part, int times, String state) {
        var left = new AtomicInteger(times);
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) throws SQLException {
                if (sql.contains(part) && left.getAndDecrement() > 0) {
                    throw new SQLException("tripped at " + part, state);
                }
            }
        });
    }

    @Test
    @Tag("D20")
    void incidentsOfOneSecondHaveNamesOfTheirOwn() throws Exception {
        var names = new HashSet<String>();
        for (var answer : together(1_000)) {
            names.addAll(answer.get().incidents());
        }
        assertThat(names).hasSize(1_000);
    }

    @Test
    @Tag("C4")
    void aNodeThatIsInTroubleIsAnIncident() {
        var trouble = new NodeTrouble("clock-off", "node-1", "The clock of a Firebreak node is off", "by an hour");

        ingest.context.publishEvent(trouble);
        ingest.context.publishEvent(trouble);

        ingest.recordRejections();
        assertThat(ingest.timeline(onlyIncident()))
                .singleElement()
                .satisfies(line -> assertThat(line.details()).contains("by an hour"));
    }

    @Test
    @Tag("D21")
    void selfReportsAreGroupedQuietAndCapped() {
        for (var n = 0; n < 5; n++) {
            ingest.context.publishEvent(new SenderRefused("am", "10.0.0.1", 3, Duration.ofMinutes(5)));
        }
        ingest.recordRejections();
        var incident = onlyIncident();
        assertThat(ingest.timeline(incident))
                .singleElement()
                .satisfies(line -> assertThat(line.details()).contains("10.0.0.1"));
        assertThat(ingest.variable(incident, "target")).isNull();

        for (var n = 0; n < 50; n++) {
            ingest.context.publishEvent(new SenderRefused("am" + n, "10.0.0.1", 3, Duration.ofMinutes(5)));
        }
        ingest.recordRejections();
        assertThat(ingest.incidents()).isEqualTo(10);
        assertThat(ingest.count("select count(*) from alert_slot"))
                .as("nothing is written of what is not told")
                .isEqualTo(10);
    }

    @Test
    @Tag("D21")
    void noiseOfOneKindSilencesNoOther() {
        for (var n = 0; n < 30; n++) {
            ingest.context.publishEvent(new SenderRefused("am" + n, "10.0.0.1", 3, Duration.ofMinutes(5)));
        }
        ingest.get(SelfMonitoring.class).tooBig("default", "a payload may have 42 bytes");
        ingest.get(SelfMonitoring.class).unreadable("default", "oops");
        ingest.recordRejections();

        assertThat(ingest.jdbc()
                        .sql("select title from incident")
                        .query(String.class)
                        .list())
                .hasSize(12)
                .contains("Alerts of default were refused: raise the limit or set max_alerts")
                .contains("Alerts of default can't be read");
    }

    @Test
    void oldBodiesAreTakenAwayButNotWhatIsStillToBeApplied() {
        ingest.post(PayloadFixture.group("g").firing("a"));
        failAt("insert into alert (", Integer.MAX_VALUE);
        ingest.post(PayloadFixture.group("h").firing("b"));
        ingest.faultyDataSource.clear();

        ingest.clock.passes(AlertIngestFixture.SETTINGS.keepBodies().plusHours(1));
        ingest.tidy();

        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(1);
        ingest.sweep();
        assertThat(ingest.incidents()).isEqualTo(2);
    }
}
