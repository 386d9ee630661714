package dev.firebreak.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.firebreak.Lab;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The full incident lifecycle on real peers: a client exhausts the connections of a real PostgreSQL, Prometheus and
 * Alertmanager raise the alert, people work in Tasklist, the runbook ends exactly the planned sessions, and Firebreak
 * is killed in between.
 */
@Lab(
        value = {"FIREBREAK_DB_PORT", "MOSAIC_POSTGRES_PORT", "SMTP_PORT", "ALERTMANAGER_URL", "CHROMIUM"},
        alone = {"MOSAIC_POSTGRES_PORT", "SMTP_PORT"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryLabTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PORT = 18080;

    @TempDir
    static Path folder;

    /** Lives on from test to test, as long as they use the same database. */
    private static FirebreakProcess firebreak;

    private Process leak;

    /** Starts Firebreak on this database and creates the accounts, unless it runs there already. */
    private void begin(String database) throws Exception {
        LabEnvironment.forgetMail();
        var home = folder.resolve(database);
        if (firebreak != null && firebreak.isAlive() && firebreak.home().equals(home)) {
            return;
        }
        end();
        firebreak = new FirebreakProcess(PORT, home)
                .env("FIREBREAK_INGEST_TOKEN", LabEnvironment.get("INGEST_TOKEN"))
                .env("FIREBREAK_SECRET_MOSAIC_POSTGRES", LabEnvironment.get("MOSAIC_POSTGRES_FIREBREAK_PASSWORD"))
                .with("firebreak.catalog", "src/test/resources/world/lab-catalog.yaml")
                .with("firebreak.models-dir", quickModels(home))
                .with("firebreak.effects", "live")
                .with("firebreak.lifecycle.hold", "PT5S")
                .with("firebreak.docker.host", LabEnvironment.get("DOCKER_HOST"))
                .with("firebreak.base-url", "http://127.0.0.1:" + PORT)
                .with("spring.mail.host", LabEnvironment.get("SMTP_HOST"))
                .with("spring.mail.port", LabEnvironment.get("SMTP_PORT"))
                .with("firebreak.comms.mail.from", "firebreak@lab.test");
        if ("PostgreSQL".equals(database)) {
            firebreak.onPostgres(LabEnvironment.freshDatabase("story"));
        }
        firebreak.start();
        LabPeople.hire(firebreak);
    }

    @AfterEach
    void theLeakEnds() {
        if (leak != null) {
            leak.destroy();
        }
    }

    @AfterAll
    static void end() {
        if (firebreak != null) {
            firebreak.close();
            firebreak = null;
        }
    }

    @Test
    @Order(1) // since it ends with no open incident
    void anExhaustedPoolFromTheAlertToThePostMortem() throws Exception {
        exhaustedAndKilledOnTheWay("PostgreSQL");
    }

    @Test
    @Order(2)
    @Tag("chaos")
    void onH2_anExhaustedPoolFromTheAlertToThePostMortem() throws Exception {
        exhaustedAndKilledOnTheWay("H2");
    }

    private void exhaustedAndKilledOnTheWay(String database) throws Exception {
        begin(database);
        leak = LabEnvironment.run("EXHAUST_CONNECTIONS", "--seconds", "400");

        var incident = Until.within(Duration.ofSeconds(120)).get("an incident", this::openIncident);
        assertThat(field(incident, "severity")).isEqualTo("P1");
        assertThat(field(incident, "service")).isEqualTo("mosaic-postgres");
        var id = field(incident, "id");

        Until.within(SOON).see("a page to rex", () -> mails("rex@lab.test", id) >= 1);
        Until.within(SOON)
                .see(
                        "the next level is paged without an acknowledgement",
                        () -> timeline(id).contains("page level 2"));
        if ("H2".equals(database)) {
            firebreak.kill();
            firebreak.start();
        }

        try (var carla = Browser.login(firebreak.address(""), "carla", LabPeople.PASSWORD)) {
            carla.opens(task(id, "UserTask_TakeCommand"))
                    .picturesAll("tasklist-take-command")
                    .writes("Note for the timeline", "I have it")
                    .completes();
            assertThat(evidence(id)).contains("mosaic-postgres");
            carla.opens(task(id, "UserTask_ConfirmSeverity"))
                    .picturesAll("tasklist-confirm-severity")
                    .chooses("Severity", "P1 Critical")
                    .completes();
        }
        assertThat(timeline(id)).contains("Took command").contains("Severity P1 confirmed");

        var approval = task(id, "UserTask_ApproveStep");
        firebreak.kill();
        firebreak.start();
        var idle = sessions("state <> 'active'");
        var active = sessions("state = 'active'");
        try (var carla = Browser.login(firebreak.address(""), "carla", LabPeople.PASSWORD)) {
            carla.opens(approval).picturesAll("tasklist-approve-step");
            assertThat(planned(carla.page().locator(".fjs-container").innerText()))
                    .isNotEmpty()
                    .isEqualTo(idle);
            assertThat(active).isNotEmpty();

            carla.chooses("Decision", "Approve: do exactly this").completes();
            Until.within(SOON)
                    .see(
                            "planned sessions end",
                            () -> sessions("state <> 'active'").isEmpty());
            assertThat(sessions("true")).isEqualTo(active);
            carla.goes("/camunda/app/cockpit/default/#/process-instance/" + instance(id, "incident-lifecycle")
                    + "/runtime");
            carla.page().locator(".djs-container, .diagram").first().waitFor();
            carla.picturesAll("cockpit-incident");
            carla.goes("/incidents/" + id).picturesAll("board-incident");
            carla.goes("/").picturesAll("board");
            Until.within(SOON)
                    .see("the step is verified", () -> timeline(id).contains("Mitigation applied by runbook"));
            assertThat(timeline(id)).contains("carla");

            leak.destroy();
            var confirm = Until.within(Duration.ofSeconds(150))
                    .get("alerts clear and the hold passes", () -> findTask(id, "UserTask_ConfirmResolution"));
            carla.opens(confirm).picturesAll("tasklist-confirm-resolution");
            assertThat(carla.page().locator(".fjs-container").innerText()).contains("Alerts: all cleared");
            carla.chooses("Is it resolved?", "Yes, resolved")
                    .writes("What resolved it?", "Idle sessions of gitea were ended")
                    .writes("Root cause, as far as known", "gitea leaks sessions")
                    .completes();
            Until.within(SOON).see("a resolution message", () -> mails("eve@lab.test", "RESOLVED") >= 1);

            var postMortem = task(id, "UserTask_CompletePostMortem");
            assertThat(hoursUntilDue(postMortem)).isBetween(47L, 48L);
            assertThat(draft(id))
                    .contains(
                            "## Impact",
                            "## Timeline",
                            "Monitoring alert triggered",
                            "Incident resolved",
                            "5 whys",
                            "## Action items");
            carla.opens(postMortem)
                    .picturesAll("tasklist-complete-post-mortem")
                    .writes("Executive summary", "gitea leaked sessions until none was left")
                    .chooses("Data loss", "No")
                    .writes("Why 1", "Sessions were not returned")
                    .writes("Action items", "Limit the pool of gitea | carla | 2026-12-24")
                    .completes();
            Until.within(SOON).see("the process ends", () -> "CLOSED".equals(status(id)));
            carla.goes("/incidents/" + id).picturesAll("board-closed");
        }
        assertThat(firebreak.get("rex", LabPeople.PASSWORD, "/api/incidents").findValuesAsText("id"))
                .containsOnlyOnce(id);
    }

    @Test
    void aStepThatFailsIsAStuckStepInCockpitAndGoesOnWithOneClick() throws Exception {
        var container = LabEnvironment.get("MOSAIC_POSTGRES_CONTAINER");
        stuckDuring(() -> LabDocker.docker("stop", "--time=1", container), () -> LabDocker.docker("start", container));
    }

    /** In the long tests only, which run one class at a time: other classes need the engine, too. */
    @Test
    @Tag("chaos")
    void withoutADockerEngineAStepIsAStuckStepInCockpitAndGoesOnWithOneClick() throws Exception {
        stuckDuring(
                () -> LabEnvironment.control("DOCKER_ENGINE_CONTROL", "stop"),
                () -> LabEnvironment.control("DOCKER_ENGINE_CONTROL", "start"));
    }

    private interface Control {
        void run() throws Exception;
    }

    private void stuckDuring(Control outage, Control repair) throws Exception {
        begin("PostgreSQL");
        var id = alert();
        work("UserTask_TakeCommand", id, Map.of());
        outage.run();
        try {
            work("UserTask_ConfirmSeverity", id, Map.of("confirmedSeverity", Map.of("value", "P1")));
            Until.within(SOON.multipliedBy(2)).see("a stuck step with its reason", () -> stuck().contains("15432"));
        } finally {
            repair.run();
        }
        Until.within(SOON).see("the database is back", () -> sessions("true") != null);

        try (var carla = Browser.login(firebreak.address(""), "carla", LabPeople.PASSWORD)) {
            var runbook = instance(id, "postgres-connection-pool-exhausted");
            carla.goes("/camunda/app/cockpit/default/#/process-instance/" + runbook + "/runtime");
            carla.page().locator(".djs-container svg").first().waitFor();
            carla.page()
                    .getByText("Stuck Steps", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            var retry = carla.page()
                    .locator("td a:has(.glyphicon-repeat) >> visible=true")
                    .first();
            retry.waitFor();
            carla.picturesAll("cockpit-stuck-step");
            retry.click();
            carla.page().locator(".modal-footer .btn-primary").first().click();
            Until.within(SOON).see("the step goes on", () -> timeline(id).contains("Show sessions:"));
        }
        Until.within(SOON).see("no step is stuck", () -> stuck().equals("[]"));
        end(); // since its incident stays open
    }

    /** Posts the sample alert, as Alertmanager does. */
    private String alert() throws Exception {
        var body = Files.readString(Path.of("src/docs/samples/pool-exhausted.json"));
        firebreak.alert(LabEnvironment.get("INGEST_TOKEN"), body);
        return field(Until.within(SOON).get("an incident", this::openIncident), "id");
    }

    private void work(String key, String id, Map<String, Object> form) throws Exception {
        var task = task(id, key);
        firebreak.send(
                "carla", LabPeople.PASSWORD, "POST", "/engine-rest/task/" + task + "/claim", Map.of("userId", "carla"));
        var answer = firebreak.send(
                "carla",
                LabPeople.PASSWORD,
                "POST",
                "/engine-rest/task/" + task + "/complete",
                Map.of("variables", form));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private String stuck() throws Exception {
        return firebreak
                .get("admin", FirebreakProcess.ADMIN_PASSWORD, "/engine-rest/incident?maxResults=10")
                .toString();
    }

    private Optional<JsonNode> openIncident() throws Exception {
        var open = firebreak.get("rex", LabPeople.PASSWORD, "/api/incidents?status=open");
        return all(open)
                .filter(it -> "mosaic-postgres".equals(field(it, "service")) && it.hasNonNull("severity"))
                .findFirst();
    }

    private static Stream<JsonNode> all(JsonNode answer) {
        var list = answer.isArray() ? answer : answer.elements().next();
        return StreamSupport.stream(list.spliterator(), false);
    }

    private String status(String id) throws Exception {
        return field(firebreak.get("rex", LabPeople.PASSWORD, "/api/incidents/" + id), "status");
    }

    private String timeline(String id) throws Exception {
        return firebreak
                .get("rex", LabPeople.PASSWORD, "/api/incidents/" + id + "/timeline")
                .toString();
    }

    private String evidence(String id) throws Exception {
        var items = firebreak.get("rex", LabPeople.PASSWORD, "/api/incidents/" + id + "/evidence");
        var first = all(items).findFirst().orElseThrow();
        return firebreak
                .send(
                        "rex",
                        LabPeople.PASSWORD,
                        "GET",
                        "/api/incidents/" + id + "/evidence/" + field(first, "id"),
                        null)
                .body();
    }

    private String draft(String id) throws Exception {
        return firebreak
                .send("rex", LabPeople.PASSWORD, "GET", "/api/incidents/" + id + "/postmortem", null)
                .body();
    }

    private String task(String id, String key) {
        return Until.within(SOON).get("task " + key, () -> findTask(id, key));
    }

    private Optional<String> findTask(String id, String key) throws Exception {
        var tasks = firebreak.get(
                "admin",
                FirebreakProcess.ADMIN_PASSWORD,
                "/engine-rest/task?processInstanceBusinessKey=" + id + "&maxResults=10&taskDefinitionKey=" + key);
        return tasks.isEmpty() ? Optional.empty() : Optional.of(field(tasks.get(0), "id"));
    }

    private String instance(String id, String process) throws Exception {
        return field(
                firebreak
                        .get(
                                "admin",
                                FirebreakProcess.ADMIN_PASSWORD,
                                "/engine-rest/process-instance?businessKey=" + id
                                        + "&maxResults=10&processDefinitionKey=" + process)
                        .get(0),
                "id");
    }

    private long hoursUntilDue(String task) throws Exception {
        var due = field(firebreak.get("admin", FirebreakProcess.ADMIN_PASSWORD, "/engine-rest/task/" + task), "due");
        var offset = due.replaceFirst("(\\d\\d)(\\d\\d)$", "$1:$2");
        return Duration.between(OffsetDateTime.now(), OffsetDateTime.parse(offset))
                .toHours();
    }

    private long mails(String to, String words) throws IOException {
        return LabEnvironment.mails()
                .filter(mail -> mail.contains(to) && mail.contains(words))
                .count();
    }

    /** The process ids in a plan, which names sessions as {@code pid@backend start}. */
    private static Set<String> planned(String plan) {
        return Pattern.compile("(?m)^(\\d+)@\\d{4}-")
                .matcher(plan)
                .results()
                .map(named -> named.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The process ids of gitea's sessions on mosaic-postgres. */
    private Set<String> sessions(String which) throws Exception {
        var url = "jdbc:postgresql://" + LabEnvironment.get("MOSAIC_POSTGRES_HOST") + ":"
                + LabEnvironment.get("MOSAIC_POSTGRES_PORT") + "/postgres";
        try (var connection = DriverManager.getConnection(
                        url, "postgres", LabEnvironment.get("MOSAIC_POSTGRES_POSTGRES_PASSWORD"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select pid from pg_stat_activity where application_name = 'gitea' and " + which)) {
            var pids = new TreeSet<String>();
            while (rows.next()) {
                pids.add(rows.getString(1));
            }
            return pids;
        }
    }

    /** The shipped models, with a shorter deadline for the acknowledgement. */
    private static Path quickModels(Path home) throws IOException {
        var folder = Files.createDirectories(home.resolve("models"));
        var targets = Files.readString(Path.of("processes/set-response-targets.dmn"));
        Files.writeString(folder.resolve("set-response-targets.dmn"), targets.replace("\"PT15M\"", "\"PT10S\""));
        return folder;
    }

    private static String field(JsonNode node, String name) {
        return node.path(name).asText(null);
    }
}
