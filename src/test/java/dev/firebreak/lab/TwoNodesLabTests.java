package dev.firebreak.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.board.live.EventReader;
import dev.firebreak.comms.channel.mail.FakeSmtpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged Firebreaks on one PostgreSQL (guarantees.md "Nodes"): equal, until one of them is killed. */
@Lab({"FIREBREAK_DB_PORT", "DOCKER_SOCKET", "IMAGE_BUSYBOX"})
class TwoNodesLabTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern FIRST_LOGIN = Pattern.compile("Log in as  admin  with the password  (\\S+)");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    private final ServicesUnderTest services = new ServicesUnderTest();
    private final FakeSmtpServer post = new FakeSmtpServer();
    private FirebreakProcess left;
    private FirebreakProcess right;

    @AfterEach
    void end() {
        services.close();
        post.close();
        Stream.of(left, right).filter(Objects::nonNull).forEach(FirebreakProcess::close);
    }

    @Test
    @Tag("A10")
    @Tag("A14")
    @Tag("C12")
    @Tag("H22")
    void startedAtOnceTheyShareTheWork_andOneCarriesItOnAlone() throws Exception {
        services.service("silent");
        services.stubborn("slow", Duration.ofSeconds(6));
        startedAtOnce();

        var incident = oneIncidentOfTwoAlerts();
        acknowledgedOnOneNode(incident);
        left.alert(LabEnvironment.get("INGEST_TOKEN"), SampleAlert.firing("silent"));
        var plan = killedWhileItRestartsTheContainer(incident);

        theOtherTellsWhoApprovedIt(plan);
        theOtherProvesWhatWasDone(incident);
        theOtherEscalates(new HttpTasklist(right).incident("silent"));
        theOtherResolves(incident);
    }

    /** A16: both nodes start on an empty database. */
    private void startedAtOnce() throws Exception {
        var database = LabEnvironment.freshDatabase("two_nodes");
        left = node(18082, "left", database).launch();
        right = node(18084, "right", database).launch();
        left.ready();
        right.ready();

        var login = FIRST_LOGIN.matcher(left.output() + right.output());
        assertThat(login.find()).isTrue();
        var password = login.group(1);
        assertThat(login.find()).as("printed twice").isFalse();
        right.knowing(password);
        var admins = left.knowing(password).admin("/engine-rest/user?memberOfGroup=camunda-admin&maxResults=10");
        assertThat(admins.findValuesAsText("id")).containsExactly("admin");
        LabPeople.hire(left);
        aPersonWhoIsRemovedOnOneNodeIsOutOnTheOther(password);
    }

    /** H22: a session ends with its account, whichever node removed that. */
    private void aPersonWhoIsRemovedOnOneNodeIsOutOnTheOther(String password) throws Exception {
        left.hire("tom", LabPeople.PASSWORD, "responder");
        var tom = new HttpVisitor(right.port());
        tom.login("tom", LabPeople.PASSWORD);
        assertThat(tom.get("/api/me").statusCode()).isEqualTo(200);

        var removed = new HttpVisitor(left.port())
                .send(
                        "DELETE",
                        "/engine-rest/user/tom",
                        null,
                        Map.of("Authorization", HttpVisitor.basic("admin", password)));

        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(204);
        assertThat(tom.get("/api/me").statusCode()).isEqualTo(401);
    }

    private FirebreakProcess node(int port, String name, String database) throws Exception {
        var node = new FirebreakProcess(port, home.resolve(name)).withoutAdminPassword();
        return services.lookedAfterBy(node, Duration.ofSeconds(10))
                .with("firebreak.step-lease", "10s")
                .with("firebreak.worker.lock-for", "10s")
                .with("firebreak.worker.extend-every", "2s")
                .with("camunda.bpm.job-execution.lock-time-in-millis", 10_000)
                .mailsTo("127.0.0.1", post.port())
                .onPostgres(database);
    }

    /** C1: both nodes get the same alert group at the same time, as a pair of Alertmanagers sends it. */
    private String oneIncidentOfTwoAlerts() throws Exception {
        var alert = SampleAlert.firing("slow");
        var other = CompletableFuture.runAsync(() -> post(right, alert));
        post(left, alert);
        other.join();

        var incident = new HttpTasklist(left).incident("slow");
        Until.within(SOON)
                .see("pages", () -> ReceivedMail.pages(mails(), incident, 1).size() >= 2);
        assertThat(new HttpTasklist(right).incidents("slow")).containsExactly(incident);
        assertThat(ReceivedMail.pages(mails(), incident, 1))
                .extracting(ReceivedMail::to)
                .doesNotHaveDuplicates();
        return incident;
    }

    private static void post(FirebreakProcess node, String alert) {
        try {
            node.alert(LabEnvironment.get("INGEST_TOKEN"), alert);
        } catch (Exception refused) {
            throw new AssertionError(refused);
        }
    }

    /** C12: the other node's readers hear it; one that comes back on another node misses nothing. */
    private void acknowledgedOnOneNode(String incident) throws Exception {
        var link = ReceivedMail.pages(mails(), incident, 1).get(0).acknowledgeLink();
        var person = HttpVisitor.basic("carla", LabPeople.PASSWORD);

        try (var reader = new EventReader(right.port(), person, "")) {
            var cursor = reader.next("hello").id();
            assertThat(left.press(link).body()).contains("The escalation has stopped");
            reader.next(event -> isAcknowledgement(event, incident));
            try (var again = new EventReader(left.port(), person, "?after=" + cursor)) {
                again.next(event -> isAcknowledgement(event, incident));
            }
        }
        assertThat(right.press(link).body()).contains("Already acknowledged", "acknowledged first");
    }

    private static boolean isAcknowledgement(EventReader.Event event, String incident) {
        return event.name().equals("acknowledged") && event.data().contains(incident);
    }

    /** Returns the task that approves the restart. */
    private String killedWhileItRestartsTheContainer(String incident) throws Exception {
        new HttpTasklist(left).work(incident, "UserTask_TakeCommand", Map.of());
        new HttpTasklist(right).work(incident, "UserTask_ConfirmSeverity", Map.of("confirmedSeverity", "P1"));
        var desk = new HttpTasklist(left);
        var plan = desk.task(incident, "UserTask_ApproveStep");
        right.pause(); // so that the left node runs the step
        desk.work(incident, "UserTask_ApproveStep", Map.of("approved", "true"));
        Until.within(SOON)
                .see("the restart runs", () -> desk.stepStates(incident).equals(List.of("RUNNING")));
        // A node that dies before it has called the engine leaves an outcome that only a commander can settle.
        Until.within(SOON).see("the engine stops the container", () -> services.isStopping("slow"));
        right.resume();
        left.kill();
        return plan;
    }

    private void theOtherTellsWhoApprovedIt(String plan) {
        var again = BrowserTasklist.login(right, "carla").completes(plan, Map.of("approved", "true"));

        assertThat(again.statusCode()).as(again.body()).isEqualTo(409);
        assertThat(again.body()).contains("this task is over: carla completed it at ");
    }

    private void theOtherProvesWhatWasDone(String incident) {
        var desk = new HttpTasklist(right);
        Until.within(Duration.ofSeconds(90))
                .see("the restart is verified", () -> desk.stepStates(incident).equals(List.of("VERIFIED")));
        assertThat(services.restarts()).containsEntry("slow", 1L);
    }

    private Stream<String> mails() {
        return post.taken.stream().map(FakeSmtpServer.Taken::raw);
    }

    private void theOtherEscalates(String incident) {
        Until.within(SOON)
                .see(
                        "the next level is paged",
                        () -> !ReceivedMail.pages(mails(), incident, 2).isEmpty());
    }

    private void theOtherResolves(String incident) throws Exception {
        var desk = new HttpTasklist(right);
        right.alert(LabEnvironment.get("INGEST_TOKEN"), SampleAlert.resolved("slow"));

        desk.work(
                incident,
                "UserTask_ConfirmResolution",
                Map.of(
                        "resolutionDecision", "resolved",
                        "resolution", "The container was restarted",
                        "rootCause", "It was stuck"));

        Until.within(SOON).see("it is resolved", () -> desk.status(incident).equals("RESOLVED"));
        Until.within(SOON)
                .see(
                        "people are notified",
                        () -> ReceivedMail.all(mails())
                                        .filter(mail -> mail.to().contains("eve@lab.test")
                                                && mail.text().contains("The container was restarted")
                                                && mail.id().startsWith("<" + incident))
                                        .count()
                                == 1);
    }
}
