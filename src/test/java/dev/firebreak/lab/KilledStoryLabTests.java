package dev.firebreak.lab;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Lab;
import dev.firebreak.comms.channel.mail.FakeSmtpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A9, A10, A12, A13, A14: the packaged Firebreak is killed while people submit forms, while deadlines pass and while
 * containers restart. The tests check the received mails, the events of the Docker Engine, and the incident's record.
 */
@Lab({"FIREBREAK_DB_PORT", "DOCKER_SOCKET", "IMAGE_SERVICE", "IMAGE_BUSYBOX"})
@Tag("chaos")
class KilledStoryLabTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, Object> YES = Map.of("approved", "true");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    private final Random random = new Random(20261122);
    private final ServicesUnderTest services = new ServicesUnderTest();
    private final FakeSmtpServer post = new FakeSmtpServer();
    private final List<String> called = names("called", 8);
    private final List<String> sick = names("sick", 4);
    private final List<String> silent = names("silent", 8);
    private FirebreakProcess firebreak;
    private final Set<String> acknowledged = new TreeSet<>();
    private HttpTasklist tasklist;
    private BrowserTasklist carla;

    @AfterEach
    void end() {
        services.close();
        post.close();
        if (firebreak != null) {
            firebreak.close();
        }
    }

    @Test
    @Tag("A9")
    @Tag("A10")
    @Tag("A13")
    @Tag("A14")
    void theStoryGoesOn_nothingTwice_nothingLost() throws Exception {
        killedTwice("PostgreSQL");
    }

    @Test
    void onH2_theStoryGoesOn_nothingTwice_nothingLost() throws Exception {
        killedTwice("H2");
    }

    private void killedTwice(String database) throws Exception {
        begin(database);

        killedWhilePeopleClick();
        killedWhileDeadlinesPassAndContainersAreRestarted();
    }

    private void begin(String database) throws Exception {
        called.forEach(services::service);
        silent.forEach(services::service);
        sick.forEach(services::container);
        services.stubborn("slow", Duration.ofSeconds(15));
        services.stubborn("stuck", Duration.ofSeconds(60)); // the longest that the step takes
        firebreak = services.lookedAfterBy(new FirebreakProcess(18085, home), Duration.ofSeconds(10))
                .mailsTo("127.0.0.1", post.port())
                .with("firebreak.budget.in-ten-minutes", 20)
                .with("firebreak.step-lease", "5s")
                .with("firebreak.worker.lock-for", "5s")
                .with("firebreak.worker.extend-every", "1s")
                .with("camunda.bpm.job-execution.lock-time-in-millis", 5_000);
        if ("PostgreSQL".equals(database)) {
            firebreak.onPostgres(LabEnvironment.freshDatabase("killed_story"));
        }
        tasklist = new HttpTasklist(firebreak.start());
        LabPeople.hire(firebreak);
    }

    private void killedWhilePeopleClick() throws Exception {
        var plans = new TreeMap<String, String>();
        for (var service : List.of("sick-0", "sick-1", "sick-2", "sick-3", "slow", "stuck")) {
            plans.put(service, planned(service));
        }
        carla = BrowserTasklist.login(firebreak, "carla");
        plans.values().forEach(plan -> carla.claims(plan, "carla"));
        var links = new TreeMap<String, String>();
        for (var service : called) {
            alert(service);
        }
        for (var service : called) {
            links.put(service, link(tasklist.incident(service)));
        }

        Set<String> answered;
        try (var clicks = new RequestBurst(Duration.ofMillis(15))) {
            for (var i = 0; i < called.size(); i++) {
                var service = called.get(i);
                clicks.send(service, () -> firebreak.press(links.get(service)));
                if (i % 2 == 0) {
                    var plan = sick.get(i / 2);
                    clicks.send(plan, () -> carla.completes(plans.get(plan), YES));
                }
            }
            Thread.sleep(20 + random.nextInt(200));
            firebreak.kill();
            answered = clicks.answered();
        }
        firebreak.start();

        for (var service : called) {
            acknowledgedOnce(tasklist.incident(service), links.get(service), answered.contains(service));
        }
        carla = BrowserTasklist.login(firebreak, "carla");
        for (var service : sick) {
            approvedOnce(service, plans.get(service), answered.contains(service));
        }
        var restarts = services.restarts();
        for (var service : sick) {
            var isProved = tasklist.stepStates(tasklist.incident(service)).equals(List.of("VERIFIED"));
            assertThat(restarts.getOrDefault(service, 0L)).isBetween(isProved ? 1L : 0L, 1L);
        }
    }

    private void acknowledgedOnce(String incident, String link, boolean wasAnswered) throws Exception {
        var committed = tasklist.timeline(incident).contains("Acknowledged");
        var again = firebreak.press(link).body();
        var third = firebreak.press(link).body();

        assertThat(again).contains(committed ? "Already acknowledged" : "The escalation has stopped");
        assertThat(third).contains("Already acknowledged", "acknowledged first");
        assertThat(committed || !wasAnswered).as("what was answered is there").isTrue();
        assertThat(tasklist.timeline(incident)).containsOnlyOnce("Acknowledged");
        if (committed && paged(incident, 2).findAny().isEmpty()) {
            acknowledged.add(incident);
        }
    }

    private void approvedOnce(String service, String plan, boolean wasAnswered) throws Exception {
        var incident = tasklist.incident(service);
        var committed = tasklist.findTask(incident, "UserTask_ApproveStep").isEmpty();
        var again = carla.completes(plan, YES);

        assertThat(committed || !wasAnswered).as("what was answered is there").isTrue();
        assertThat(again.statusCode()).as(again.body()).isEqualTo(committed ? 409 : 204);
        if (committed) {
            assertThat(again.body()).contains("this task is over: carla completed it at ");
        }
        Until.within(SOON)
                .see(
                        "the step of " + service + " comes to an end",
                        () -> Set.of("VERIFIED", "UNKNOWN").contains(last(tasklist.stepStates(incident))));
        assertThat(tasklist.steps(incident).get(0).get("approvals")).hasSize(1);
        assertThat(tasklist.timeline(incident)).containsOnlyOnce("Approved: Restart container on " + service);
    }

    private void killedWhileDeadlinesPassAndContainersAreRestarted() throws Exception {
        post.isSpeechlessOver(".page-2.");
        for (var service : silent) {
            alert(service);
            Thread.sleep(150); // so that their deadlines pass one after the other
        }
        var waiting = silent.stream().map(tasklist::incident).toList();
        Until.within(SOON).see("a page", () -> !pages(waiting.get(0), 1).isEmpty());
        Thread.sleep(5_000);
        for (var service : List.of("slow", "stuck")) {
            var incident = tasklist.incident(service);
            tasklist.work(incident, "UserTask_ApproveStep", YES);
            Until.within(SOON)
                    .see(
                            service + " is being restarted",
                            () -> tasklist.stepStates(incident).equals(List.of("RUNNING")));
        }
        var taken = Until.within(SOON)
                .get(
                        "a page that is taken, but not confirmed",
                        () -> waiting.stream()
                                .flatMap(incident -> pages(incident, 2).stream())
                                .findFirst());
        Thread.sleep(random.nextInt(400));
        firebreak.kill();
        post.forgives();
        var tries = mails().filter(mail -> mail.id().equals(taken.id())).count();
        assertThat(services.restarts()).as("killed in the middle of it").doesNotContainKeys("slow", "stuck");
        Until.within(SOON)
                .see(
                        "the engine finishes the restarts",
                        () -> services.restarts().containsKey("slow"));
        firebreak.start();

        for (var incident : waiting) {
            pagedOnce(incident);
        }
        assertThat(mails().filter(mail -> mail.id().equals(taken.id()))).hasSize((int) tries + 1);
        provedAndNotRepeated();
        leftToTheCommander();
        for (var incident : acknowledged) {
            assertThat(pages(incident, 2)).as("pages after an acknowledgement").isEmpty();
        }
    }

    /** Level 2 became due once, and each of its people got one page with one key. */
    private void pagedOnce(String incident) throws Exception {
        Until.within(SOON)
                .see(
                        "level 2 of " + incident + " is sent",
                        () -> paged(incident, 2)
                                        .filter(line ->
                                                line.get("state").asText().equals("SENT"))
                                        .count()
                                == 2);
        var rows = tasklist.deliveries(incident).stream()
                .map(line ->
                        line.get("message").asText() + "." + line.get("person").asText())
                .toList();
        assertThat(rows).doesNotHaveDuplicates();
        var keys =
                pages(incident, 2).stream().collect(groupingBy(ReceivedMail::to, mapping(ReceivedMail::id, toSet())));
        assertThat(keys).hasSize(2).allSatisfy((person, ids) -> assertThat(ids).hasSize(1));
    }

    private void provedAndNotRepeated() throws Exception {
        var incident = tasklist.incident("slow");
        Until.within(SOON)
                .see(
                        "the restart is verified",
                        () -> tasklist.stepStates(incident).equals(List.of("VERIFIED")));
        assertThat(services.restarts()).containsEntry("slow", 1L);
        // On a slow machine the engine has ended by itself by now what it had begun before the kill.
        assertThat(services.restarts().getOrDefault("stuck", 0L)).isLessThanOrEqualTo(1);
        assertThat(tasklist.timeline(incident))
                .anyMatch(line -> line.contains("after an interruption, it was started at"));
        Until.within(SOON)
                .see(
                        "the story goes on",
                        () -> tasklist.timeline(incident).stream()
                                .anyMatch(line -> line.startsWith("Mitigation applied by runbook")));
    }

    /** Unless the machine is so slow that the engine ended the restart before the next start asked: then it is proved. */
    private void leftToTheCommander() throws Exception {
        var incident = tasklist.incident("stuck");
        Until.within(SOON)
                .see(
                        "somebody knows, or is asked",
                        () -> Set.of("VERIFIED", "UNKNOWN").contains(last(tasklist.stepStates(incident))));
        if (tasklist.stepStates(incident).equals(List.of("VERIFIED"))) {
            assertThat(services.restarts()).containsEntry("stuck", 1L);
            return;
        }
        tasklist.task(incident, "UserTask_SettleOutcome");
        assertThat(tasklist.stepStates(incident)).containsExactly("UNKNOWN");
        services.kill("stuck");

        tasklist.work(
                incident,
                "UserTask_SettleOutcome",
                Map.of("settlement", "done", "comment", "It was killed by hand and is up"));

        Until.within(SOON)
                .see("the step is verified", () -> tasklist.stepStates(incident).equals(List.of("VERIFIED")));
        assertThat(services.restarts()).containsEntry("stuck", 1L);
    }

    /** The task that approves the restart of the service. */
    private String planned(String service) throws Exception {
        alert(service);
        var incident = tasklist.incident(service);
        tasklist.work(incident, "UserTask_TakeCommand", Map.of());
        tasklist.work(incident, "UserTask_ConfirmSeverity", Map.of("confirmedSeverity", "P1"));
        return tasklist.task(incident, "UserTask_ApproveStep");
    }

    private void alert(String service) throws Exception {
        firebreak.alert(LabEnvironment.get("INGEST_TOKEN"), SampleAlert.firing(service));
    }

    private String link(String incident) {
        return Until.within(SOON)
                .get(
                        "a page of " + incident,
                        () -> pages(incident, 1).stream()
                                .map(ReceivedMail::acknowledgeLink)
                                .findFirst());
    }

    /** The recorded pages of one level, sent or due. */
    private Stream<JsonNode> paged(String incident, int level) throws Exception {
        return tasklist.deliveries(incident).stream()
                .filter(line -> line.get("message").asText().startsWith("page-" + level + "."));
    }

    private List<ReceivedMail> pages(String incident, int level) {
        return ReceivedMail.pages(post.taken.stream().map(FakeSmtpServer.Taken::raw), incident, level);
    }

    private Stream<ReceivedMail> mails() {
        return ReceivedMail.all(post.taken.stream().map(FakeSmtpServer.Taken::raw));
    }

    private static List<String> names(String kind, int count) {
        return IntStream.range(0, count).mapToObj(i -> kind + "-" + i).toList();
    }

    private static String last(List<String> list) {
        return list.isEmpty() ? "" : list.get(list.size() - 1);
    }
}
