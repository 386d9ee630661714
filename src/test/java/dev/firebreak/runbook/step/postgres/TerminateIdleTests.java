package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.FakePostgres.TARGET;
import static dev.firebreak.runbook.step.postgres.server.SessionState.ACTIVE;
import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE;
import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE_IN_TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminateIdleTests {

    private static final TerminateIdle.Order ORDER = new TerminateIdle.Order(Duration.ofMinutes(10), 200);

    private final FakePostgres server = new FakePostgres();
    private final TerminateIdle step = new TerminateIdle(server);

    @Test
    @Tag("F12")
    void thePlanNamesExactlyTheSessionsThatAreEnded() throws Exception {
        var idle = server.session("gitea", IDLE, Duration.ofMinutes(30));
        var open = server.session("leak", IDLE_IN_TRANSACTION, Duration.ofMinutes(20));
        var busy = server.session("batch", ACTIVE, Duration.ofMinutes(40));

        var plan = step.plan(ORDER, TARGET);
        var finding = step.execute(plan, TARGET);

        assertThat(plan.resources())
                .containsExactly(open.id().toString(), idle.id().toString());
        assertThat(server.sessions).containsExactly(busy);
        assertThat(finding.succeeded()).isTrue();
        assertThat(finding.summary())
                .isEqualTo("mosaic-postgres: 2 planned sessions: 2 ended; 1 of 17 connections used (6 %)");
        assertThat(finding.variables()).containsEntry("sessionsEnded", 2L).containsEntry("poolUsedPercent", 6L);
    }

    @Test
    @Tag("F12")
    void planningTwiceGivesTheSameHashAndThePlanSurvivesTheLedger() {
        server.session("gitea", IDLE, Duration.ofMinutes(30));

        var plan = step.plan(ORDER, TARGET);

        assertThat(step.plan(ORDER, TARGET).hash()).isEqualTo(plan.hash());
        assertThat(IdlePlan.sessions(Plan.fromJson(plan.json()))).isEqualTo(IdlePlan.sessions(plan));
    }

    @Test
    void thePlanSaysWhatIsLost() {
        server.session("leak", IDLE_IN_TRANSACTION, Duration.ofMinutes(20));

        var plan = step.plan(ORDER, TARGET);

        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).contains("can't be restored"));
        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).contains("rolled back"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitea", "an application %s with <&> in a name of sixty-three characters"})
    void thePlanNamesEachOfAHundredAndTwentySessions_inASummaryThatAFormShows(String application) {
        server.firstPid = 4_194_000;
        for (var i = 0; i < 120; i++) {
            server.session(
                    application.formatted(i), i % 2 == 0 ? IDLE : IDLE_IN_TRANSACTION, Duration.ofMinutes(60 + i));
        }

        var plan = step.plan(ORDER, TARGET);

        var pids =
                server.sessions.stream().map(session -> session.id().pid() + "").toList();
        assertThat(pids)
                .hasSize(120)
                .allSatisfy(pid -> assertThat(plan.summary()).containsOnlyOnce(pid));
        assertThat(plan.summary() + plan.warnings()).hasSizeLessThan(3_000);
    }

    @Test
    void ofMoreThanAFormCanNameThePlanSaysHowMany() {
        for (var i = 0; i < 230; i++) {
            server.session("gitea", IDLE, Duration.ofHours(9));
        }

        var plan = step.plan(ORDER, TARGET);

        assertThat(plan.resources()).hasSize(200);
        assertThat(plan.summary()).contains("| 9 h 0 min | 100, 101, ", " … and 40 more |");
        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).startsWith("30 more sessions"));
    }

    @Test
    void whereNothingIsIdleThePlanIsEmptyAndSaysSo() {
        server.session("batch", ACTIVE, Duration.ofMinutes(40));

        var plan = step.plan(ORDER, TARGET);

        assertThat(plan.isNothing()).isTrue();
        assertThat(plan.summary()).contains("No session").contains("1 not idle");
    }

    @Test
    void aSessionThatWorkedSinceThePlanIsSparedAndCountsAsSettled() throws Exception {
        var worked = server.session("gitea", IDLE, Duration.ofMinutes(30));
        var plan = step.plan(ORDER, TARGET);
        server.wakes(worked);

        var finding = step.execute(plan, TARGET);

        assertThat(server.sessions).hasSize(1);
        assertThat(finding.succeeded()).isTrue();
        assertThat(finding.summary()).contains("1 no longer idle");
        assertThat(step.verify(plan, TARGET).verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void aPidThatIsSomebodyElseNowIsNotEnded() throws Exception {
        var planned = server.session("gitea", IDLE, Duration.ofMinutes(30));
        var plan = step.plan(ORDER, TARGET);
        server.sessions.clear();
        var reused = server.session("innocent", IDLE, Duration.ofMinutes(30));

        assertThat(reused.id().pid()).isEqualTo(planned.id().pid());
        server.sessions.set(0, withStart(reused, server));
        var finding = step.execute(plan, TARGET);

        assertThat(server.sessions).hasSize(1);
        assertThat(finding.summary()).contains("1 already gone");
    }

    @Test
    void afterACrashTheProbeTellsDoneFromNotDoneAndIsAskedAgainWhereNobodyAnswers() throws Exception {
        server.session("gitea", IDLE, Duration.ofMinutes(30));
        server.session("plane", IDLE, Duration.ofMinutes(20));
        var plan = step.plan(ORDER, TARGET);
        var intent = new Intent(plan, plan.stateBefore(), server.now, true);

        assertThat(step.probe(intent, TARGET).verdict()).isEqualTo(Verdict.NOT_DONE);
        server.sessions.remove(0);
        assertThat(step.probe(intent, TARGET).verdict()).isEqualTo(Verdict.NOT_DONE);
        server.unreachable = true;
        assertThatThrownBy(() -> step.probe(intent, TARGET)).isInstanceOf(ServerUnreachable.class);
        server.unreachable = false;
        server.sessions.clear();
        assertThat(step.probe(intent, TARGET))
                .isEqualTo(
                        Proof.done("none of 2 planned sessions is still idle there; 0 of 17 connections used (0 %)"));
    }

    @Test
    @Tag("F11")
    void aRefusalStopsTheRestAndSaysExactlyWhatBecameOfEach() throws Exception {
        var first = server.session("one", IDLE, Duration.ofMinutes(50));
        var second = server.session("two", IDLE, Duration.ofMinutes(40));
        var third = server.session("three", IDLE, Duration.ofMinutes(30));
        var plan = step.plan(ORDER, TARGET);
        server.refused.add(second.id());

        var finding = step.execute(plan, TARGET);

        assertThat(finding.succeeded()).isFalse();
        assertThat(finding.summary()).contains("1 ended, 1 the server refused, 1 not tried");
        assertThat(server.sessions).doesNotContain(first).contains(second, third);
    }

    @Test
    @Tag("E2")
    void aSessionsNameIsShownAsItIsWritten() {
        server.session("'; drop table x; -- | <img src=x> [a](b)", IDLE, Duration.ofMinutes(30));

        assertThat(step.plan(ORDER, TARGET).summary())
                .contains("'; drop table x; -- \\| &lt;img src=x&gt; \\[a\\](b)")
                .doesNotContain("<img");
    }

    @Test
    void sessionsThatLeftMeanwhileDoNotVoidTheApproval() {
        server.session("gitea", IDLE, Duration.ofMinutes(30));
        var approved = step.plan(ORDER, TARGET);
        server.sessions.clear();
        server.session("plane", IDLE, Duration.ofMinutes(30));

        var now = step.plan(ORDER, TARGET);

        assertThat(step.changed(approved, now)).isEmpty();
        assertThat(now.parameters()).isEqualTo(approved.parameters());
    }

    private static Session withStart(Session session, FakePostgres server) {
        return new Session(
                new SessionId(session.id().pid(), server.now.minusSeconds(700)),
                session.kind(),
                session.database(),
                session.user(),
                false,
                false,
                session.application(),
                session.client(),
                session.state(),
                session.since(),
                session.queryStart(),
                session.query());
    }
}
