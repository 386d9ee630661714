package dev.firebreak.probe.routine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.MovableClock;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.database.Timestamps;
import dev.firebreak.engine.TaskRefused;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.declaration.DeclarationsFixture;
import dev.firebreak.probe.routine.RoutineChecks.RoutineCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Routine checks, from the clock to the sign-off. */
@StoryTest
@Tag("A032")
class RoutineCheckStoryTests {

    private static final String PASSWORD = "violet-harbour-1";

    @Autowired
    World world;

    @Autowired
    MovableClock time;

    @Autowired
    ProcessEngine engine;

    @Autowired
    ApplicationContext node;

    @Autowired
    RoutineChecks checks;

    @Autowired
    RoutineSignOffs signOffs;

    @Autowired
    Accounts accounts;

    @Autowired
    CurrentDeclarations declarations;

    @Autowired
    JdbcClient jdbc;

    @Value("${firebreak.probe.declarations}")
    Path folder;

    @LocalServerPort
    int port;

    private Instant start;

    @BeforeEach
    void people() {
        world.endsAllProcesses();
        start = world.now();
        accounts.createIfMissing("carla", "Carla", "carla@example.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("olivia", "Olivia", "olivia@example.test", PASSWORD, Set.of(Role.OBSERVER));
    }

    private void declare(String yaml) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("routines.yaml"), yaml);
        DeclarationsFixture.reload(declarations);
    }

    /** The context is shared. */
    @AfterEach
    void nothingIsDeclared() throws IOException {
        world.endsAllProcesses();
        time.moveTo(start); // a session ends with the real time
        Files.writeString(folder.resolve("routines.yaml"), "routines: {}");
        DeclarationsFixture.reload(declarations);
        for (var table : List.of("routine_check", "raised_alert", "probe", "heartbeat")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    private void looks() {
        ScheduleFixture.look(node);
        world.untilNothingMoves();
    }

    private RoutineCheck latest(String routine) {
        return checks.latest(routine, 1).get(0);
    }

    private List<String> raised() {
        return jdbc.sql("select id from raised_alert where firing = true order by id")
                .query(String.class)
                .list();
    }

    private List<String> ends(RoutineCheck check) {
        return engine
                .getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(check.processInstance())
                .activityType("noneEndEvent")
                .list()
                .stream()
                .map(end -> end.getActivityName())
                .toList();
    }

    @Test
    void servicesAreVerifiedOncePerDay_andAServiceWithoutAProbeIsNotGood_butAsksNobody() throws IOException {
        declare("routines: {daily: {check: services, at: \"00:00\"}}");
        looks();
        looks();

        assertThat(checks.latest("daily", 10)).hasSize(1);
        assertThat(latest("daily").wantsPerson()).isFalse();
        assertThat(latest("daily").summary()).isEqualTo("1 things looked at, 1 needs attention");
        assertThat(latest("daily").findings()).singleElement().satisfies(one -> {
            assertThat(one.good()).isFalse();
            assertThat(one.said()).startsWith("services without a probe: ").contains("mosaic-gitea");
        });
        assertThat(ends(latest("daily"))).containsExactly("Check passed");

        time.passes(Duration.ofDays(1));
        looks();
        assertThat(checks.latest("daily", 10)).hasSize(2);
        assertThat(raised()).isEmpty();
    }

    @Test
    void aLateHeartbeatNeedsAPerson_whoSignsOffOnThePage() throws IOException {
        declare("""
                routines: {daily: {check: services, at: "00:00"}}
                heartbeats: {backup: {every: 1h, token: "secret://none", service: mosaic-postgres}}
                """);
        jdbc.sql("insert into heartbeat (name, declared_at) values ('backup', ?)")
                .param(Timestamps.at(start.minus(Duration.ofDays(3))))
                .update();
        looks();
        var check = latest("daily");
        assertThat(check.passed()).isFalse();
        assertThat(check.findings()).contains(new RoutineFinding("Heartbeat backup", false, "was never heard"));

        var olivia = new HttpVisitor(port);
        olivia.login("olivia", PASSWORD);
        assertThat(olivia.page("/probes").body())
                .contains("waits for a sign-off", "was never heard")
                .doesNotContain("Sign off</button>");
        var carla = new HttpVisitor(port);
        carla.login("carla", PASSWORD);
        var path = "/probes/routine-checks/" + check.id() + "/sign-off";
        carla.press(path, Map.of("_csrf", carla.csrfOf("/probes"), "judgement", "", "judgementNote", "look at <b>"));
        assertThat(carla.page("/probes").body()).contains("look at &lt;b&gt;", "required");
        carla.press(
                path,
                Map.of(
                        "_csrf",
                        carla.csrfOf("/probes"),
                        "judgement",
                        "problem",
                        "judgementNote",
                        "ask the backup team"));
        world.untilNothingMoves();

        assertThat(latest("daily").signedBy()).isEqualTo("carla");
        assertThat(latest("daily").note()).isEqualTo("ask the backup team");
        assertThat(ends(check)).containsExactly("Check signed off");
        assertThat(olivia.page("/probes").statusCode()).isEqualTo(200);
        assertThat(olivia.page("/probes").body()).contains("signed off by Carla", "action needed");
        assertThatThrownBy(
                        () -> signOffs.sign(check.id(), accounts.find("carla").orElseThrow(), "fine", "again"))
                .isInstanceOf(TaskRefused.class);
    }

    @Test
    void aReviewAndAnAuditAlwaysWantAPerson_andOneThatNobodySignsIsAnAlert() throws IOException {
        declare("routines: {weekly: {check: performance, at: \"00:00\"}, monthly: {check: security, at: \"00:00\"}}");
        looks();

        assertThat(latest("weekly").wantsPerson()).isTrue();
        assertThat(latest("monthly").findings())
                .contains(new RoutineFinding("Audit", true, "all chains are intact"))
                .anySatisfy(one -> assertThat(one.said()).contains("Carla"));
        assertThat(raised()).isEmpty();

        jdbc.sql("update routine_check set ended_at = ?")
                .param(Timestamps.at(start.minus(Duration.ofDays(3))))
                .update();
        looks();
        assertThat(raised()).containsExactly("routine monthly", "routine weekly");

        signOffs.sign(latest("weekly").id(), accounts.find("carla").orElseThrow(), "fine", "as ever");
        looks();
        assertThat(raised()).containsExactly("routine monthly");
    }

    @Test
    void whatASecurityAuditFoundIsForCommandersAndAdministrators() throws IOException {
        accounts.createIfMissing("rita", "Rita", "rita@example.test", PASSWORD, Set.of(Role.RESPONDER));
        declare("routines: {monthly: {check: security, at: \"00:00\"}}");
        looks();
        var check = latest("monthly");
        assertThat(groups(check)).containsExactlyInAnyOrder("commander", "camunda-admin");

        for (var other : List.of("olivia", "rita")) {
            var visitor = new HttpVisitor(port);
            visitor.login(other, PASSWORD);
            assertThat(visitor.page("/probes").body())
                    .contains("monthly", "waits for a sign-off")
                    .doesNotContain("all chains are intact", "Personal tokens", "Sign off</button>");
        }
        assertThatThrownBy(() -> signOffs.sign(check.id(), accounts.find("rita").orElseThrow(), "fine", "seen"))
                .isInstanceOfSatisfying(
                        TaskRefused.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(403));
        var carla = new HttpVisitor(port);
        carla.login("carla", PASSWORD);
        assertThat(carla.page("/probes").body()).contains("all chains are intact", "Sign off</button>");
        signOffs.sign(check.id(), accounts.find("carla").orElseThrow(), "fine", "as ever");
        assertThat(latest("monthly").signedBy()).isEqualTo("carla");
    }

    private List<String> groups(RoutineCheck check) {
        var task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(check.processInstance())
                .singleResult();
        return engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .map(link -> link.getGroupId())
                .toList();
    }

    @Test
    void aCheckThatWasNotMadeIsAnAlert() throws IOException {
        declare("routines: {daily: {check: services, at: \"00:00\"}}");
        looks();

        time.passes(Duration.ofDays(2));
        ScheduleFixture.look(node);
        assertThat(raised()).containsExactly("routine daily");

        looks();
        looks();
        assertThat(raised()).as("it is made late").isEmpty();
        assertThat(checks.latest("daily", 10)).hasSize(2);
    }

    @Test
    void aSecondNodeBeginsNothingTwice() throws IOException {
        declare("routines: {daily: {check: services, at: \"00:00\"}}");
        looks();
        var due = latest("daily").dueAt();

        assertThat(checks.begin(UUID.randomUUID(), "daily", due, world.now())).isFalse();
    }
}
