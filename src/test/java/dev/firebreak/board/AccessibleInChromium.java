package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.database.Timestamps;
import dev.firebreak.engine.TestModels;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lab.Chromium;
import dev.firebreak.lab.LintPackages;
import dev.firebreak.lab.Until;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.oncall.ack.AckLinks;
import dev.firebreak.runbook.output.RunningSteps;
import dev.firebreak.runbook.output.StepOutputs;
import dev.firebreak.runbook.view.FreezeView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every page and the states of an incident: axe-core finds nothing, nothing is wider than the window, in light and
 * dark, on a desk and a phone; and the keyboard reaches everything in the order of the page, and shows where it is.
 */
@FirebreakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AccessibleInChromium {

    private static final String PASSWORD = "quiet-river-stone";
    private static final List<Integer> WIDTHS = List.of(1440, 390);
    private static final int HEIGHT = 844;

    /** Rules and the elements that break them. */
    private static final String VIOLATIONS = """
            async options => (await axe.run(document, { resultTypes: ['violations'], ...options })).violations
              .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`))""";

    /** What another light can break; the rest is the same in both. */
    private static final Map<String, Object> CONTRAST = Map.of("runOnly", List.of("color-contrast"));

    private static final String TABBABLE = """
            () => {
              const all = [...document.querySelectorAll(
                'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')];
              const group = it => it.type === 'radio' && all.filter(other => other.type === 'radio'
                && other.name === it.name && other.form === it.form);
              window.tabbable = all.filter(it => !it.disabled && it.tabIndex >= 0 && it.checkVisibility()
                && it.getClientRects().length > 0
                && (it.type !== 'radio' || (group(it).find(other => other.checked) ?? group(it)[0]) === it));
              window.reached = [];
              addEventListener('focusin', event => {
                const style = getComputedStyle(event.target);
                const shape = event.target.querySelector(':scope > .body'); // a link in a drawing
                const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
                  || shape && parseFloat(getComputedStyle(shape).strokeWidth) > 4;
                if (reached.at(-1)?.element !== event.target) {
                  reached.push({ element: event.target, isSeen });
                }
              });
              return tabbable.length;
            }""";

    /** The Tab key goes round from where the page sets the focus; a date has several stops of its own. */
    private static final String IS_AROUND = "() => new Set(reached.map(it => it.element)).size >= tabbable.length";

    /** What the keyboard does not reach, reaches in another order, or reaches without showing it. */
    private static final String WALKED = """
            () => {
              const name = it => it.outerHTML.slice(0, 120);
              const order = [...new Set(reached.map(it => it.element))];
              const first = tabbable.indexOf(order[0]);
              return [
                ...tabbable.filter(it => !order.includes(it)).map(it => 'not reached: ' + name(it)),
                ...order.filter((it, n) => it !== tabbable[(first + n) % tabbable.length]).slice(0, 1)
                  .map(it => 'out of order: ' + name(it)),
                ...reached.filter(it => !it.isSeen).map(it => 'not seen: ' + name(it.element)),
              ];
            }""";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    ProcessStatus status;

    @Autowired
    AckLinks links;

    @Autowired
    RepositoryService models;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    StepOutputs outputs;

    @Autowired
    RunningSteps runningSteps;

    @Autowired
    AutowireCapableBeanFactory beans;

    @Autowired
    FreezeView freeze;

    private final Map<String, String> pages = new LinkedHashMap<>();
    private final Map<String, String> publicPages = new LinkedHashMap<>();
    private final List<IncidentId> opened = new ArrayList<>();
    private final IncidentStates states = new IncidentStates("seenCarla");
    private String deployment;
    private Page page;

    /** A change, a subscriber, and an escalation that waits for its approval. */
    private void seenOutside(IncidentId incident) {
        jdbc.sql("""
                        insert into service_change (id, change_key, service, what, who, happened_at, link, sender, received_at)
                        values (random_uuid(), 'seen', 'mosaic-gitea', 'Deployed 1.24.3', 'ci', current_timestamp,
                          'https://ci.example/42', 'deployments', current_timestamp)""").update();
        jdbc.sql("""
                        insert into status_subscriber (id, address, address_key, token, asked_at)
                        values (random_uuid(), 'anna@example.org', 'anna@example.org', ?, current_timestamp)""").param("s".repeat(43)).update();
        jdbc.sql("""
                        insert into external_escalation (id, incident_id, contact, contact_name, body, sha256, state,
                          written_by, written_at)
                        values (random_uuid(), ?, 'hosting', 'Example Hosting', 'Host 7 is away', 'x', 'WAITING',
                          'seenCarla', current_timestamp)""").param(incident.value()).update();
    }

    @BeforeAll
    void everyPageAndState() throws Exception {
        accounts.createIfMissing(
                "seenCarla", "Carla", "c@example.org", PASSWORD, Set.of(Role.COMMANDER, Role.ADMIN, Role.MODELER));
        page = Chromium.browser()
                .newContext(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE))
                .newPage();
        accounts.createIfMissing("seenOlga", "Olga Observer", "o@example.org", PASSWORD, Set.of(Role.OBSERVER));
        beans.autowireBean(states);
        states();
        var running = running();
        var ended = ended();
        pages.put("board", "/");
        pages.put("incident-stuck", "/incidents/" + running);
        pages.put("incident-ended", "/incidents/" + ended);
        pages.put("postmortem", "/incidents/" + ended + "/postmortem");
        pages.put("approve", "/steps/" + waitingStep(running));
        pages.put("settle-outcome", "/steps/" + unknownOutcome(running));
        pages.put("running-step", "/incidents/" + running + "/running-steps/" + watchedStep(running));
        pages.put("state-change-to-decide", "/incidents/" + changeToDecide());
        pages.put("state-not-starting", "/incidents/" + notStarting());
        pages.put("declare", "/declare");
        pages.put("on-call", "/on-call");
        pages.put("notifications", "/notifications");
        pages.put("models", "/models");
        pages.put("templates", "/templates");
        pages.put("version", "/models/incident-lifecycle/versions/1");
        pages.put("setup", "/setup");
        pages.put("audit", "/audit?verify");
        pages.put("api", "/api");
        pages.put("tokens", "/tokens");
        pages.put("silences", "/silences");
        pages.put("reports", "/reports");
        pages.put("waiting", "/reports/waiting");
        pages.put("actions", "/actions");
        pages.put("post-mortems", "/post-mortems");
        pages.put("log-watch", "/log-watch");
        pages.put("probes", "/probes");
        pages.put("drills", "/drills");
        pages.put("payloads", "/payloads");
        pages.put("status", "/status");
        seenOutside(running);
        pages.put("changes", "/changes");
        pages.put("contacts", "/contacts");
        pages.put("subscribers", "/subscribers");
        pages.put("escalations", "/incidents/" + running + "/escalations");
        publicPages.put("subscription", "/status/subscription/" + "s".repeat(43));
        pages.put("error", "/incidents/INC-20200101-000000-001");
        publicPages.put("login", "/login");
        publicPages.put("acknowledge", "/ack/" + links.issue("seenCarla", List.of(new AckLinks.Paged(running, 1))));
        publicPages.put("acknowledge-dead", "/ack/" + "x".repeat(43));
    }

    /** A reading that goes on as long as the test does. */
    private UUID watchedStep(IncidentId incident) {
        var watched = outputs.watch(incident, "disk.show-usage", "Show disk usage", "auditor-host", true);
        watched.line("/ is 93 % full, 1.1 GiB left");
        watched.line("/var/log: 4.2 GiB");
        watched.line("/srv/git: 300,000 files so far");
        watched.progress(3, 12, "directories");
        watched.beat();
        Until.within(Duration.ofSeconds(20))
                .see(
                        "the step is listed",
                        () -> !runningSteps.of(incident, Instant.now()).isEmpty());
        jdbc.sql("update running_step set seen_at = ? where incident_id = ?")
                .params(Timestamps.at(Instant.now().plus(Duration.ofHours(1))), incident.value())
                .update();
        return runningSteps.of(incident, Instant.now()).get(0).id();
    }

    /** Each state of an incident, reached through its process; all at the same time, since most of it is waiting. */
    private void states() throws Exception {
        var reached = new LinkedHashMap<String, Future<IncidentId>>();
        var pool = Executors.newCachedThreadPool();
        try {
            reached.put("responding", pool.submit(() -> states.responding("Checkout fails for many")));
            reached.put("watched", pool.submit(() -> states.watched("Search is slow")));
            reached.put("recovering", pool.submit(() -> states.recovering("Images do not load")));
            reached.put("recovered", pool.submit(() -> states.recovered("Logins fail")));
            reached.put("not-yet-resolved", pool.submit(() -> states.notYetResolved("Payments are late")));
            reached.put("resolved", pool.submit(() -> states.resolved("Mails are late")));
            reached.put("postmortem-overdue", pool.submit(() -> states.resolved("Exports were empty")));
            for (var each : reached.entrySet()) {
                state(each.getKey(), each.getValue().get());
            }
        } finally {
            pool.shutdownNow();
        }
        pages.put("postmortem-to-write", pages.get("state-resolved") + "/postmortem");
        overdue(states.task(reached.get("postmortem-overdue").get(), FormKeys.COMPLETE_POST_MORTEM)
                .id());
        var danger = state("life-safety", states.open("Smoke in the machine room"));
        IncidentStates.despite(() -> lifecycle.lifeSafetyDeclared(danger, "Smoke in the machine room", "seenCarla"));
        state("unacknowledged", states.open("Carts are empty"));
        incidents.acknowledge(state("acknowledged", states.open("Invoices are missing")), "seenCarla");
        var twin = state("merged", states.open("Checkout fails, too"));
        var first = reached.get("responding").get();
        IncidentStates.despite(() -> lifecycle.merged(twin, first, "seenCarla"));
        state(
                "not-assessed",
                incidents.open(new NewIncident("Only just reported", "mosaic-web", "5xx", null, "test", false)));
    }

    private IncidentId state(String name, IncidentId incident) {
        opened.add(incident);
        pages.put("state-" + name, "/incidents/" + incident);
        return incident;
    }

    private void overdue(String task) {
        jdbc.sql("update act_ru_task set due_date_ = dateadd(day, -3, due_date_) where id_ = ?")
                .param(task)
                .update();
    }

    /** A commanded incident with steps, messages and a stuck step. */
    private IncidentId running() {
        var incident = lifecycle.open(new IncidentReport(
                "Connection pool of gitea is exhausted",
                "mosaic-postgres",
                "connection-pool-exhausted",
                null,
                "test",
                "97 of 100 connections are used. See https://wiki.example.org/pool",
                false,
                Map.of("alertSeverity", "critical", "usersAffected", "all")));
        opened.add(incident);
        Until.within(Duration.ofSeconds(60))
                .see("a task", () -> !status.tasksOf(List.of(incident)).isEmpty());
        incidents.command(incident, "seenCarla");
        new ActivityFixture(jdbc, incident).ofAnExhaustedPool();
        stick(incident);
        return incident;
    }

    /** A job of the incident's process that has no retries left. */
    private void stick(IncidentId incident) {
        var process = status.processOf(incident).orElseThrow();
        jdbc.sql("""
                        insert into act_ru_job (id_, rev_, type_, lock_exp_time_, exclusive_, execution_id_, process_instance_id_,
                          process_def_id_, process_def_key_, retries_, exception_msg_, suspension_state_, handler_type_,
                          handler_cfg_, sequence_counter_, create_time_)
                        select random_uuid(), 1, 'message', null, true, id_, id_, proc_def_id_, 'incident-lifecycle', 0,
                          'Connection to mosaic-postgres refused', 1, 'async-continuation', 'transition-create-scope', 1,
                          current_timestamp
                        from act_ru_execution where id_ = ?""").param(process).update();
    }

    private IncidentId ended() {
        var incident =
                incidents.open(new NewIncident("Disk of gitea is full", "mosaic-gitea", "disk", null, "test", false));
        incidents.classify(incident, Severity.P2, Instant.now().plusSeconds(900));
        timeline.add(incident, "Opened", "test");
        incidents.end(incident, IncidentStatus.CANCELLED, null);
        return incident;
    }

    /** A step whose process waits for an approval. */
    private UUID waitingStep(IncidentId incident) {
        deployment = models.createDeployment()
                .addString("waiting-step.bpmn", TestModels.process("waiting-step", """
                        <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Approve"/>
                        <bpmn:userTask id="Approve" camunda:candidateGroups="commander" camunda:formRef="approve-step"
                          camunda:formRefBinding="latest"/>
                        """))
                .addString("waiting-decision.bpmn", TestModels.process("waiting-decision", """
                        <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Decide"/>
                        <bpmn:userTask id="Decide" name="Decide on change" camunda:candidateGroups="commander"
                          camunda:formRef="decide-on-change" camunda:formRefBinding="latest"/>
                        """))
                .addString("waiting-outcome.bpmn", TestModels.process("waiting-outcome", """
                        <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Settle"/>
                        <bpmn:userTask id="Settle" camunda:candidateGroups="commander" camunda:formRef="settle-outcome"
                          camunda:formRefBinding="latest"/>
                        """))
                .deploy()
                .getId();
        var step = jdbc.sql("select id from step where incident_id = ? and state = 'UNKNOWN'")
                .param(incident.value())
                .query(UUID.class)
                .single();
        var process = runtime.startProcessInstanceByKey("waiting-step", Map.of("stepId", step.toString()));
        jdbc.sql("update step set process_instance = ?, state = 'PLANNED' where id = ?")
                .params(process.getId(), step)
                .update();
        return step;
    }

    /** A step whose outcome nobody knows, and that a commander has to settle. */
    private UUID unknownOutcome(IncidentId incident) {
        new ActivityFixture(jdbc, incident)
                .step("UNKNOWN", "Restart container", "The Docker Engine is gone", null, "Restart mosaic-gitea", null);
        var step = jdbc.sql("select id from step where incident_id = ? and state = 'UNKNOWN'")
                .param(incident.value())
                .query(UUID.class)
                .single();
        var process = runtime.startProcessInstanceByKey("waiting-outcome", Map.of("stepId", step.toString()));
        jdbc.sql("update step set process_instance = ? where id = ?")
                .params(process.getId(), step)
                .update();
        return step;
    }

    /** An incident that has ended, with a change that a step made and nobody took back. */
    private IncidentId changeToDecide() {
        var incident =
                incidents.open(new NewIncident("Pool of web is empty", "mosaic-postgres", "pool", null, "test", false));
        opened.add(incident);
        incidents.classify(incident, Severity.P2, Instant.now().plusSeconds(900));
        incidents.end(incident, IncidentStatus.RESOLVED, null);
        runtime.startProcessInstanceByKey(
                "waiting-decision",
                incident.value(),
                Map.of("changeSummary", "max_connections of mosaic-postgres is 300 instead of 100"));
        return incident;
    }

    private IncidentId notStarting() {
        var incident = incidents.open(new NewIncident("Nothing moves here", "mosaic-web", "5xx", null, "test", false));
        opened.add(incident);
        jdbc.sql("""
                        insert into process_start (incident_id, facts, due_at, start_by, failures, failure)
                        values (?, '{}', dateadd(hour, 1, current_timestamp), dateadd(hour, 1, current_timestamp), 5,
                          'assess-severity: no rule matches these facts')""").param(incident.value()).update();
        return incident;
    }

    @AfterAll
    void gone() {
        jdbc.sql("delete from process_start where failure like 'assess-severity%'")
                .update();
        models.deleteDeployment(deployment, true);
        jdbc.sql("delete from act_ru_job where exception_msg_ like 'Connection to mosaic-postgres%'")
                .update();
        opened.forEach(this::ends);
        for (var table : List.of("service_change", "status_subscriber", "external_escalation")) {
            jdbc.sql("delete from " + table).update();
        }
        page.context().close();
    }

    private void ends(IncidentId incident) {
        if (status.processOf(incident).isEmpty()) {
            incidents.end(incident, IncidentStatus.CANCELLED, null);
        } else if (incidents.get(incident).isOpen()) {
            IncidentStates.despite(() -> lifecycle.cancelled(incident, "test over", "test"));
        }
    }

    @Test
    void axeFindsNothingOnAnyPageInEitherLightAndWidth() throws Exception {
        var axe = Files.readString(LintPackages.file("axe-core/axe.min.js"));
        var found = new LinkedHashMap<String, Object>();
        page.context().clearCookies();
        publicPages.forEach((name, path) -> found.putAll(look(name, path, axe)));
        login();
        pages.forEach((name, path) -> found.putAll(look(name, path, axe)));

        assertThat(found).isEmpty();
    }

    /** What an observer sees, and everybody while steps are frozen. */
    @Test
    void axeFindsNothingForAnObserver_norWhileStepsAreFrozen() throws Exception {
        var axe = Files.readString(LintPackages.file("axe-core/axe.min.js"));
        var found = new LinkedHashMap<String, Object>();
        freeze.set(true, "Deploy night", "seenCarla");
        try {
            login("seenOlga");
            for (var name : List.of("board", "incident-stuck", "state-responding", "approve", "models")) {
                found.putAll(look("observer-" + name, pages.get(name), axe));
            }
        } finally {
            freeze.set(false, "The night is over", "seenCarla");
        }

        assertThat(found).isEmpty();
    }

    @Test
    void aRecoveryCountsDown_andAPreviewShowsTheMessageWithItsReaders() throws Exception {
        var axe = Files.readString(LintPackages.file("axe-core/axe.min.js"));
        login();
        page.navigate(address(pages.get("state-recovering")));
        assertThat(page.textContent("#head"))
                .containsPattern("If the alerts stay clear, a commander confirms the resolution in \\d+ min");

        page.navigate(address(pages.get("state-responding")));
        page.fill("[name=updateText]", "One in five logins fails. The last release is being rolled back.");
        page.click("form:has([name=updateText]) [name=preview]");

        assertThat(page.textContent(".preview")).contains("To 1 person:", "The last release is being rolled back.");
        assertThat(look("preview", axe)).isEmpty();
    }

    @Test
    void axeFindsNothingWhereTheSessionIsLostOrTheServerAway() throws Exception {
        var axe = Files.readString(LintPackages.file("axe-core/axe.min.js"));
        login();
        page.navigate(address(pages.get("state-responding")));
        page.fill("#notes-text", "Checked the pool by hand: 12 of 100 connections are free.");
        page.context().setOffline(true);
        page.waitForSelector("#connection:has-text('Server away since')");
        var found = new LinkedHashMap<>(look("server-away", axe));
        page.context().setOffline(false);
        page.waitForSelector("#connection", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));

        page.context().clearCookies();
        page.click("#notes button");
        page.waitForSelector("text=Your session has ended");
        found.putAll(look("session-lost", axe));

        assertThat(found).isEmpty();
    }

    private Map<String, Object> look(String name, String path, String axe) {
        page.navigate(address(path));
        return look(name, axe);
    }

    private Map<String, Object> look(String name, String axe) {
        page.evaluate(axe);
        var found = new LinkedHashMap<String, Object>();
        for (var light : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(light));
            for (var width : WIDTHS) {
                page.setViewportSize(width, HEIGHT);
                var where = name + " " + light + " " + width;
                var violations = (List<?>) page.evaluate(VIOLATIONS, light == ColorScheme.LIGHT ? Map.of() : CONTRAST);
                if (!violations.isEmpty()) {
                    found.put(where, violations);
                }
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(where)
                        .isEqualTo(width);
                picture(where.replace(' ', '-'));
            }
        }
        return found;
    }

    private void picture(String name) {
        if (Chromium.takesPictures()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target/pictures/seen-" + name + ".png"))
                    .setFullPage(true));
        }
    }

    @Test
    void theKeyboardReachesEverythingInOrderAndShowsWhereItIs() {
        var found = new LinkedHashMap<String, Object>();
        page.setViewportSize(1440, HEIGHT);
        page.context().clearCookies();
        publicPages.forEach((name, path) -> found.putAll(walk(name, path)));
        login();
        pages.forEach((name, path) -> found.putAll(walk(name, path)));

        assertThat(found).isEmpty();
    }

    private Map<String, Object> walk(String name, String path) {
        page.navigate(address(path));
        page.evaluate("document.activeElement.blur()");
        var count = ((Number) page.evaluate(TABBABLE)).intValue();
        for (var n = 0; n < count || n < 3 * count && Boolean.FALSE.equals(page.evaluate(IS_AROUND)); n++) {
            page.keyboard().press("Tab");
        }
        var wrong = (List<?>) page.evaluate(WALKED);
        return wrong.isEmpty() ? Map.of() : Map.of(name, wrong);
    }

    private void login() {
        login("seenCarla");
    }

    private void login(String person) {
        page.context().clearCookies();
        page.navigate(address("/login"));
        page.fill("#username", person);
        page.fill("#password", PASSWORD);
        page.click("button.main");
        page.waitForURL(url -> !url.contains("/login"));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
