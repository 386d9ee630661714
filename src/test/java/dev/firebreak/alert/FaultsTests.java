package dev.firebreak.alert;

import static dev.firebreak.alert.Hall.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.SenderRefused;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.NodeTrouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Things go wrong between the door and the commit. {@link FaultsLabTests} runs it on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTests {

    private Hall hall;

    Hall open() {
        return Hall.onH2();
    }

    @BeforeAll
    void openHall() {
        hall = open();
    }

    @AfterEach
    void cleanHall() {
        hall.clean();
    }

    @AfterAll
    void closeHall() {
        hall.close();
    }

    @Test
    void A2_whatCouldNotBeJournaledIsNotAnsweredAndNotThere() {
        hall.tripwire.set(new Tripwire.Trap() {
            @Override
            public void beforeCommit(Connection connection) throws SQLException {
                connection.rollback();
                throw new SQLException("gone", "08006");
            }
        });

        var answer = hall.send("default", Payload.group("g").firing("a"));

        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(Unavailable.class);
        hall.tripwire.clear();
        assertThat(hall.count("select count(*) from alert_delivery")).isZero();
        assertThat(hall.post(Payload.group("g").firing("a")).opened()).isEqualTo(1);
    }

    @Test
    void A6_aCommitWhoseAnswerWasLostIsLookedUpAndNotAssumed() {
        var commits = new AtomicInteger();
        hall.tripwire.set(new Tripwire.Trap() {
            @Override
            public void afterCommit() throws SQLException {
                if (commits.getAndIncrement() == 0) {
                    throw new SQLException("cut while the commit was in flight", "08006");
                }
            }
        });

        var answer = hall.post(Payload.group("g").firing("a"));

        assertThat(answer.opened()).isEqualTo(1);
        assertThat(hall.incidents()).isEqualTo(1);
    }

    @Test
    void A4_whatWasJournaledAndNotAppliedIsAppliedByTheSweeper() {
        failAt("insert into alert (", 2); // in the round, and alone

        var answer = hall.post(Payload.group("g").firing("a"));
        assertThat(answer.received()).isEqualTo(1);
        assertThat(answer.opened()).isZero();
        assertThat(hall.incidents()).isZero();

        hall.clock.passes(Duration.ofSeconds(3));
        assertThat(hall.get(Sweeper.class).sweep()).isTrue();
        assertThat(hall.incidents()).isEqualTo(1);
        assertThat(hall.count("select count(*) from alert_pending")).isZero();
        assertThat(hall.post(Payload.group("g").firing("a")).duplicates()).isEqualTo(1);
    }

    @Test
    void A5_whereverApplyingFailsNothingOfItStays() {
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
            hall.post(Payload.group(point).firing(point));

            assertThat(hall.incidents()).as(point).isZero();
            assertThat(hall.count("select count(*) from alert_slot")).as(point).isZero();
            assertThat(hall.count("select count(*) from alert")).as(point).isZero();
            assertThat(hall.count("select count(*) from process_start"))
                    .as(point)
                    .isZero();
        }
        hall.clock.passes(Duration.ofSeconds(3));
        hall.get(Sweeper.class).sweep();
        assertThat(hall.incidents()).isEqualTo(points.length);
    }

    @Test
    void B7_whatFailedOnceIsTriedAgainAtOnce() {
        failAt("insert into alert_text", 1);
        assertThat(hall.post(Payload.group("g").firing("a")).opened()).isEqualTo(1);
    }

    @Test
    void aBadDeliveryInARoundDoesNotTakeTheOthersWithIt() {
        hall.tripwire.set(new Tripwire.Trap() {
            private final AtomicInteger begun = new AtomicInteger();

            @Override
            public void beforeStatement(String sql) throws SQLException {
                // The third incident of a round fails, and again when it is tried alone.
                if (sql.contains("insert into incident ") && begun.incrementAndGet() % 3 == 0) {
                    throw new SQLException("bad", "22000");
                }
            }
        });

        var answers = together(10);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.get().received()).isEqualTo(1));
        hall.tripwire.clear();
        assertThat(hall.incidents())
                .as("the others did not wait for the sweeper")
                .isGreaterThanOrEqualTo(6);
        hall.clock.passes(Duration.ofSeconds(3));
        hall.get(Sweeper.class).sweep();
        assertThat(hall.incidents()).isEqualTo(10);
    }

    private ArrayList<CompletableFuture<Answer>> together(int count) {
        var answers = new ArrayList<CompletableFuture<Answer>>();
        IntStream.range(0, count)
                .forEach(n ->
                        answers.add(hall.send("default", Payload.group("g" + n).firing("a" + n))));
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        return answers;
    }

    @Test
    void afterFiveFailuresADeliveryIsPoisonAndAPlainIncidentIsStarted() {
        failAt("insert into alert (", Integer.MAX_VALUE);
        hall.post(Payload.group("g").firing("a"));
        sweep(3);
        assertThat(hall.incidents()).isZero();

        sweep(1);

        assertThat(hall.incidents()).isEqualTo(1);
        var incident = onlyIncident();
        assertThat(hall.processOf(incident)).isNotNull();
        assertThat(hall.lines(incident).get(0))
                .isEqualTo("Alert raised: Alerts of default arrive but can't be applied: look at them yourself");
        assertThat(hall.poisoned).isEmpty();

        hall.post(Payload.group("g").firing("a"));
        sweep(5);
        assertThat(hall.incidents()).as("one for each source while it is open").isEqualTo(1);
        assertThat(hall.count("select count(*) from alert_pending where poison is not null"))
                .isEqualTo(2);
    }

    @Test
    void aShortTroubleIsNoPoisonHoweverOftenItIsMet() {
        failAt("insert into alert (", Integer.MAX_VALUE);
        hall.post(Payload.group("g").firing("a"));
        for (var second = 0; second < 25; second++) {
            hall.clock.passes(Duration.ofSeconds(1));
            hall.get(Sweeper.class).sweep();
        }
        assertThat(hall.count("select failures from alert_pending")).isGreaterThanOrEqualTo(5);

        hall.tripwire.clear();
        sweep(1);

        assertThat(hall.count("select count(*) from alert_pending")).isZero();
        assertThat(hall.lines(onlyIncident())).noneMatch(line -> line.contains("can't be applied"));
    }

    @Test
    void B7_deadlocksAreNoPoisonUnlessTheyNeverEnd() {
        failAt("insert into alert (", Integer.MAX_VALUE, "40P01");
        hall.post(Payload.group("g").firing("a"));
        sweep(6);
        assertThat(hall.incidents()).isZero();
        assertThat(hall.count("select failures from alert_pending")).isZero();

        sweep(10);

        assertThat(hall.count("select count(*) from alert_pending where poison is not null"))
                .isEqualTo(1);
    }

    @Test
    void A6_commitsThatAreCutAreNoPoison() {
        var cut = new AtomicInteger();
        hall.tripwire.set(new Tripwire.Trap() {
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
        hall.post(Payload.group("g").firing("a"));
        sweep(8);
        hall.tripwire.clear();
        assertThat(cut.get()).isGreaterThanOrEqualTo(5);

        sweep(1);

        assertThat(hall.incidents()).isEqualTo(1);
        assertThat(hall.count("select count(*) from alert_pending")).isZero();
    }

    @Test
    void evenABrokenProcessModelEndsInAPageAndTheProcessStartsOnceItIsMended() {
        hall.breakTheProcess();

        assertThat(hall.post(Payload.group("g").firing("a")).opened()).isEqualTo(1);
        startAgain(3);
        assertThat(hall.poisoned).isEmpty();
        startAgain(1);

        assertThat(hall.poisoned).hasSize(1);
        assertThat(hall.poisoned.get(0).source()).isEqualTo("default");
        assertThat(hall.poisoned.get(0).incident()).isEqualTo(onlyIncident());
        assertThat(hall.lines(onlyIncident()))
                .hasSize(3)
                .contains("The process of this incident does not start; it is tried again");

        hall.clock.passes(Duration.ofMinutes(1));
        hall.startProcesses();
        assertThat(hall.poisoned).as("told once").hasSize(1);

        hall.deploy();
        hall.clock.passes(Duration.ofMinutes(1));
        hall.startProcesses();
        assertThat(hall.processOf(onlyIncident())).isNotNull();
    }

    private void startAgain(int times) {
        for (var n = 0; n < times; n++) {
            hall.clock.passes(Duration.ofSeconds(1));
            hall.startProcesses();
        }
    }

    @Test
    void whereNothingCanBeAppliedAndNothingStartsThereIsStillAPage() {
        hall.breakTheProcess();
        failAt("insert into alert (", Integer.MAX_VALUE);

        hall.post(Payload.group("g").firing("a"));
        sweep(4);

        assertThat(hall.poisoned).hasSize(1);
        assertThat(hall.poisoned.get(0).incident()).isEqualTo(onlyIncident());
        assertThat(hall.lines(onlyIncident())).hasSize(2);

        sweep(3);
        assertThat(hall.poisoned).hasSize(1);
    }

    @Test
    void A5_aProcessThatDoesNotStartIsStillToBeStartedAndNotInTheWayOfOthers() {
        together(10);
        var bad = hall.jdbc()
                .sql("update process_start set facts = 'no facts' where incident_id = (select min(id) from incident)")
                .update();
        failAt("ACT_RU_VARIABLE", 1);

        hall.startProcesses();

        assertThat(bad).isEqualTo(1);
        assertThat(hall.count("select count(*) from process_start")).isEqualTo(2);
        assertThat(hall.count("select count(*) from ACT_RU_EXECUTION where parent_id_ is null"))
                .isEqualTo(8);
    }

    @Test
    void whatHappensWhileAProcessCanNotStartStandsAndIsHeardOnceItDoes() {
        hall.breakTheProcess();
        hall.post(Payload.group("g").firing("a"));
        startAgain(4);
        assertThat(hall.poisoned).hasSize(1);

        assertThat(hall.get(Lifecycle.class).acknowledged(onlyIncident(), "rex"))
                .isTrue();
        assertThat(hall.post(Payload.group("g").resolved("a")).resolved()).isEqualTo(1);
        assertThat(hall.lines(onlyIncident())).contains("Acknowledged");

        hall.deploy();
        hall.clock.passes(Duration.ofMinutes(1));
        hall.startProcesses();
        assertThat(hall.heard(onlyIncident(), "Cleared")).isEqualTo(1);
        assertThat(hall.count("select count(*) from alert_pending")).isZero();
    }

    @Test
    void newsForAnIncidentWhoseProcessWaitsStartsItFirst() {
        var answer = hall.send("default", Payload.group("g").firing("a")).join();
        hall.send("default", Payload.group("g").resolved("a")).join();

        assertThat(hall.heard(Hall.incident(answer), "Cleared")).isEqualTo(1);
        hall.startProcesses();
        assertThat(hall.count("select count(*) from ACT_RU_EXECUTION where parent_id_ is null"))
                .isEqualTo(1);
    }

    private void sweep(int times) {
        for (var n = 0; n < times; n++) {
            hall.clock.passes(Duration.ofSeconds(8));
            hall.get(Sweeper.class).sweep();
        }
    }

    private IncidentId onlyIncident() {
        return new IncidentId(
                hall.jdbc().sql("select id from incident").query(String.class).single());
    }

    private void failAt(String part, int times) {
        failAt(part, times, "22000");
    }

    private void failAt(String part, int times, String state) {
        var left = new AtomicInteger(times);
        hall.tripwire.set(new Tripwire.Trap() {
            @Override
            public void beforeStatement(String sql) throws SQLException {
                if (sql.contains(part) && left.getAndDecrement() > 0) {
                    throw new SQLException("tripped at " + part, state);
                }
            }
        });
    }

    @Test
    void D20_incidentsOfOneSecondHaveNamesOfTheirOwn() throws Exception {
        var names = new HashSet<String>();
        for (var answer : together(1_000)) {
            names.addAll(answer.get().incidents());
        }
        assertThat(names).hasSize(1_000);
    }

    @Test
    void C4_aNodeThatIsInTroubleIsAnIncident() {
        var trouble = new NodeTrouble("clock-off", "node-1", "The clock of a Firebreak node is off", "by an hour");

        hall.context.publishEvent(trouble);
        hall.context.publishEvent(trouble);

        hall.get(Aside.class).run(() -> {}).join();
        assertThat(hall.timeline(onlyIncident()))
                .singleElement()
                .satisfies(line -> assertThat(line.details()).contains("by an hour"));
    }

    @Test
    void D21_selfReportsAreGroupedQuietAndCapped() {
        for (var n = 0; n < 5; n++) {
            hall.context.publishEvent(new SenderRefused("am", "10.0.0.1", 3, Duration.ofMinutes(5)));
        }
        hall.get(Aside.class).run(() -> {}).join();
        var incident = onlyIncident();
        assertThat(hall.timeline(incident))
                .singleElement()
                .satisfies(line -> assertThat(line.details()).contains("10.0.0.1"));
        assertThat(hall.variable(incident, "target")).isNull();

        for (var n = 0; n < 50; n++) {
            hall.context.publishEvent(new SenderRefused("am" + n, "10.0.0.1", 3, Duration.ofMinutes(5)));
        }
        hall.get(Aside.class).run(() -> {}).join();
        assertThat(hall.incidents()).isEqualTo(10);
        assertThat(hall.count("select count(*) from alert_slot"))
                .as("nothing is written of what is not told")
                .isEqualTo(10);
    }

    @Test
    void D21_whoeverMakesOneKindOfNoiseSilencesNoOther() {
        for (var n = 0; n < 30; n++) {
            hall.context.publishEvent(new SenderRefused("am" + n, "10.0.0.1", 3, Duration.ofMinutes(5)));
        }
        hall.get(SelfReports.class).tooBig("default", 42);
        hall.get(SelfReports.class).unreadable("default", "oops");
        hall.get(Aside.class).run(() -> {}).join();

        assertThat(hall.jdbc()
                        .sql("select title from incident")
                        .query(String.class)
                        .list())
                .hasSize(12)
                .contains("Alerts of default were refused: raise the limit or set max_alerts")
                .contains("Alerts of default can't be read");
    }

    @Test
    void oldBodiesAreTakenAwayButNotWhatIsStillToBeApplied() {
        hall.post(Payload.group("g").firing("a"));
        failAt("insert into alert (", Integer.MAX_VALUE);
        hall.post(Payload.group("h").firing("b"));
        hall.tripwire.clear();

        hall.clock.passes(Hall.SETTINGS.keepBodies().plusHours(1));
        hall.get(Sweeper.class).tidy();

        assertThat(hall.count("select count(*) from alert_delivery")).isEqualTo(1);
        hall.get(Sweeper.class).sweep();
        assertThat(hall.incidents()).isEqualTo(2);
    }
}
