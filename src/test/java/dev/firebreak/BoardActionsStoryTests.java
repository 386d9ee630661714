package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.start.ProcessStarter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People lead an incident with the buttons of its page, without JavaScript, Tasklist or the HTTP API. */
@StoryTest
class BoardActionsStoryTests {

    private static final String PASSWORD = "violet-harbour-1";
    private static final Map<String, Object> CRITICAL = Map.of("alertSeverity", "critical", "usersAffected", "none");
    private static final Pattern FORM = Pattern.compile("(?s)<form method=\"post\" action=\"([^\"]+)\"(.*?)</form>");
    private static final Pattern VALUE = Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    Accounts accounts;

    @Autowired
    DisplayNames names;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RuntimeService engine;

    @Autowired
    ProcessStarter starter;

    @LocalServerPort
    int port;

    private IncidentId incident;
    private HttpVisitor carla;

    @BeforeEach
    void anIncidentThatPages() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("cora", "Cora", "cora@example.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("rita", "Rita", "rita@example.test", PASSWORD, Set.of(Role.RESPONDER));
        accounts.createIfMissing("olivia", "Olivia", "olivia@example.test", PASSWORD, Set.of(Role.OBSERVER));
        incident = world.raise("mosaic-gitea", "high-load", CRITICAL);
        world.untilNothingMoves();
        carla = visitor("carla");
    }

    @Test
    void fromThePageToTheConfirmedSeverityInThreePresses() {
        assertThat(press(carla, "Acknowledge", Map.of())).contains("Acknowledged. The escalation has stopped.");
        assertThat(press(carla, "Take command", Map.of())).contains("You command this incident now.");
        assertThat(press(carla, "Confirm P1", Map.of())).contains("The severity is confirmed: P1.");

        var now = incidents.get(incident);
        assertThat(now.acknowledgedBy()).isEqualTo("carla");
        assertThat(now.commander()).isEqualTo("carla");
        assertThat(now.severity()).isEqualTo(Severity.P1);
    }

    @Test
    void anIncidentIsLedFromTheAlertToItsPostMortemWithButtonsOnly() {
        press(carla, "Acknowledge", Map.of());
        press(carla, "Take command", Map.of());
        press(carla, "Confirm P1", Map.of());
        assertThat(press(carla, "Send to", Map.of("updateStatus", "identified", "updateText", "We know why")))
                .contains("The update is on its way.")
                .contains("Firebreak asks for the next update <time");
        press(carla, "It is stabilised", Map.of("mitigation", "Restarted it"));
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(5));
        press(
                carla,
                "Confirm resolution",
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted it", "rootCause", "A leak"));
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.RESOLVED);

        var page = carla.page(path()).body();
        assertThat(page).contains("href=\"" + path() + "/postmortem\">Write post-mortem");
        var form = form(carla.page(path() + "/postmortem").body(), "Save the post-mortem");
        form.values.putAll(Map.of("summary", "A leak", "dataLoss", "no", "why1", "No limit", "markFinal", "true"));
        carla.press(form.url, form.values);
        world.untilNothingMoves();

        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.CLOSED);
    }

    @Test
    void nothingThatPeopleReadInAStoryIsAMachinesWord() throws Exception {
        OutsideWorld.forgetMail();
        readsLikeSentences();
        press(carla, "Acknowledge", Map.of());
        press(carla, "Take command", Map.of());
        readsLikeSentences();
        press(carla, "Confirm P1", Map.of());
        press(carla, "Send to", Map.of("updateStatus", "identified", "updateText", "We know why"));
        readsLikeSentences();
        press(carla, "It is stabilised", Map.of("mitigation", "Restarted it"));
        readsLikeSentences();
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(5));
        readsLikeSentences();
        press(
                carla,
                "Confirm resolution",
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted it", "rootCause", "A leak"));
        readsLikeSentences();

        var mails = Stream.of("carla@", "rex@", "ada@")
                .flatMap(to -> OutsideWorld.textsTo(to).stream())
                .toList();
        assertThat(mails).hasSizeGreaterThan(3);
        mails.forEach(mail -> HumanWords.areIn(mail, "mail"));
    }

    private void readsLikeSentences() {
        for (var page : List.of("/", path(), path() + "/postmortem", "/declare", "/models")) {
            HumanWords.areIn(HumanWords.ofPage(carla.page(page).body()), page);
        }
    }

    @Test
    @Tag("G12")
    void theSecondOfTwoWhoPressIsToldWhoWasFirst() {
        var cora = visitor("cora");
        var acknowledge = form(cora.page(path()).body(), "Acknowledge");
        press(carla, "Acknowledge", Map.of());
        assertThat(after(cora, acknowledge)).contains("Carla Commander acknowledged it first 0 s ago (");

        var take = form(cora.page(path()).body(), "Take command");
        take.values.put("commandNote", "I am on it");
        press(carla, "Take command", Map.of());
        assertThat(after(cora, take))
                .contains("Carla Commander did this 0 s ago (", "Nothing that you entered now was saved")
                .contains("Confirm P1");
        assertThat(incidents.get(incident).commander()).isEqualTo("carla");
        assertThat(world.timelineOf(incident)).doesNotContain("I am on it");
    }

    @Test
    void whoMayNotPressSeesASentenceAndIsRefusedByTheServerToo() {
        press(carla, "Acknowledge", Map.of());
        var take = form(carla.page(path()).body(), "Take command");
        var rita = visitor("rita");
        var olivia = visitor("olivia");

        assertThat(rita.page(path()).body())
                .contains("Next: Take command. This is for commanders; you are a responder.")
                .doesNotContain("type=\"submit\" class=\"main\">Take command");
        take.values.put("_csrf", rita.csrfOf("/"));
        assertThat(after(rita, take)).contains("Your roles don&#39;t allow this.");
        assertThat(olivia.page(path()).body()).doesNotContain("<button type=\"submit\" class=\"main\"");
        for (var action : new String[] {"acknowledge", "severity", "cancel", "notes", "tasks/x"}) {
            assertThat(olivia.press(path() + "/" + action, Map.of("_csrf", olivia.csrfOf("/")))
                            .statusCode())
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(incidents.get(incident).commander()).isNull();
    }

    @Test
    void aTaskOfAnotherIncidentIsNotCompletedByThisOnesPage() {
        press(carla, "Acknowledge", Map.of());
        var other = world.raise("mosaic-plane", "high-load", CRITICAL);
        world.untilNothingMoves();
        var foreign = world.task("UserTask_TakeCommand", other).getId();

        carla.press(path() + "/tasks/" + foreign, Map.of("_csrf", carla.csrfOf("/"), "form", "take-command"));

        assertThat(incidents.get(other).commander()).isNull();
    }

    @Test
    void badInputNamesTheFieldAndKeepsWhatWasTyped() {
        press(carla, "Acknowledge", Map.of());
        press(carla, "Take command", Map.of());

        assertThat(press(carla, "Confirm severity", Map.of("confirmedSeverity", "P4")))
                .contains("Severity reason: say why it is P4 and not P1")
                .contains("<option value=\"P4\" selected>");
        assertThat(press(carla, "Change severity", Map.of("severity", "P2", "reason", "")))
                .contains("Reason: must not be blank.", "<option value=\"P2\" selected>");
        assertThat(press(carla, "Ask", Map.of("commander", "nobody")))
                .contains("Commander: no account with the role commander has this login");
        assertThat(press(carla, "Add note", Map.of("text", "x".repeat(10_001))))
                .contains("Text: size must be between 0 and 10000", "x".repeat(10_001));
    }

    @Test
    void aPageThatIsOlderThanAnotherPersonsChangeChangesNothing() {
        var change = form(carla.page(path()).body(), "Change severity");
        change.values.putAll(Map.of("severity", "P3", "reason", "Looks harmless"));
        press(visitor("cora"), "Change severity", Map.of("severity", "P2", "reason", "Half of it works"));

        assertThat(after(carla, change)).contains("The severity is P2 by now: another person changed it");
        assertThat(incidents.get(incident).severity()).isEqualTo(Severity.P2);

        var cancel = form(carla.page(path()).body(), "Cancel the incident");
        cancel.values.put("reason", "A test");
        press(visitor("cora"), "Cancel the incident", Map.of("reason", "A drill"));
        assertThat(after(carla, cancel)).contains("Nothing was done: the incident is cancelled by now.");
    }

    @Test
    void whatAHttpCallCanOrderAButtonCanToo() {
        var other = world.raise("mosaic-plane", "high-load", CRITICAL);
        world.untilNothingMoves();
        press(carla, "Acknowledge", Map.of());
        press(carla, "Take command", Map.of());

        assertThat(press(carla, "Add note", Map.of("text", "Checked <b>nothing</b>")))
                .contains("Your note is on the timeline.", "Checked &lt;b&gt;nothing");
        assertThat(press(carla, "Send", Map.of("text", "Soon", "audience", "", "nextUpdateIn", "PT3M")))
                .contains("Next update in: must be one of the list.");
        assertThat(press(carla, "Send", Map.of("text", "Soon", "audience", "engineering", "nextUpdateIn", "PT1H")))
                .contains("Next update in: is only for an update to all audiences");
        assertThat(press(carla, "Send", Map.of("text", "Soon", "audience", "", "nextUpdateIn", "PT1H")))
                .contains("The update is on its way.");
        assertThat(press(carla, "Ask", Map.of("commander", "cora"))).contains("is asked to take command.");
        assertThat(press(carla, "Add", Map.of("person", "rita"))).contains("is a member now.");
        assertThat(press(carla, "Declare danger to life", Map.of("reason", "Smoke")))
                .contains("Danger to life is declared.");
        assertThat(press(carla, "Merge", Map.of("into", other.value()))).contains("Merged into " + other);

        assertThat(timeline.of(incident).stream().map(TimelineEntry::what))
                .contains("Note: Checked <b>nothing</b>", "Update: Soon");
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.MERGED);
        assertThat(incidents.get(incident).lifeSafety()).isTrue();
    }

    @Test
    void anIncidentAboutTheSameServiceIsOfferedForMergeFirst() {
        world.raise("mosaic-plane", "high-load", CRITICAL);
        var duplicate = world.raise("mosaic-gitea", "declared-by-a-machine", CRITICAL);
        world.untilNothingMoves();

        var page = carla.page("/incidents/" + duplicate).body();

        assertThat(page).contains("Also open for mosaic-gitea: " + incident);
        assertThat(page.indexOf("<option value=\"" + incident + "\""))
                .isPositive()
                .isEqualTo(page.indexOf("<option value=\"INC-"));
    }

    @Test
    @Tag("H29")
    void aSecurityIncidentIsHiddenFromThePressesOfOthers() {
        var hidden =
                world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "securityIssue", "yes"));
        world.untilNothingMoves();
        accounts.createIfMissing("cleo", "Cleo", "cleo@example.test", PASSWORD, Set.of(Role.COMMANDER));
        var cleo = visitor("cleo");
        var csrf = cleo.csrfOf("/");

        for (var action : new String[] {"acknowledge", "severity", "cancel", "notes", "tasks/x", "merge"}) {
            assertThat(cleo.press("/incidents/" + hidden + "/" + action, Map.of("_csrf", csrf, "reason", "x"))
                            .statusCode())
                    .as(action)
                    .isEqualTo(404);
        }
        assertThat(cleo.page("/incidents/" + hidden + "/postmortem").statusCode())
                .isEqualTo(404);
        assertThat(cleo.press("/acknowledge", Map.of("_csrf", csrf, "incident", hidden.value()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(cleo.press("/merge", Map.of("_csrf", csrf, "incident", incident.value(), "into", hidden.value()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(cleo.page(path()).body()).doesNotContain(hidden.value());
        assertThat(cleo.page("/models/incident-lifecycle/versions/1").body())
                .contains(incident.value(), incidents.get(incident).title())
                .doesNotContain(hidden.value());
        assertThat(incidents.get(hidden).acknowledgedBy()).isNull();
    }

    @Test
    void aLostSessionShowsWhatWasTyped() {
        var note = form(carla.page(path()).body(), "Add note");
        note.values.put("text", "Checked the <pool> by hand");
        var stale = new HashMap<>(note.values);
        stale.put("_csrf", "of-an-earlier-login");
        assertThat(carla.press(note.url, stale).body())
                .contains("older than your login, so nothing was done", "Checked the &lt;pool&gt; by hand");

        var lost = new HttpVisitor(port).press(note.url, stale);
        assertThat(lost.statusCode()).isEqualTo(401);
        assertThat(lost.body())
                .contains("<h2>Log in again</h2>", "Your session has ended, so nothing was done")
                .contains("You typed</label>", "Checked the &lt;pool&gt;")
                .doesNotContain("Unauthorized");

        var nobody = new HttpVisitor(port);
        note.values.put("_csrf", nobody.csrfOf("/login"));
        var answer = nobody.press(note.url, note.values);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .contains("Your session has ended, so nothing was done", "Checked the &lt;pool&gt; by hand")
                .contains("href=\"/login?to=/incidents/" + incident + "\"");
        assertThat(world.timelineOf(incident)).noneMatch(line -> line.contains("by hand"));
    }

    @Test
    void aCommanderFreezesAllStepsFromThePageAndEverybodySeesIt() {
        assertThat(press(carla, "Freeze all steps", Map.of("reason", "Deploy night")))
                .contains("All steps are frozen.", "All steps are frozen by " + names.of("carla") + ": Deploy night");
        assertThat(visitor("olivia").page("/").body())
                .contains("All steps are frozen by " + names.of("carla") + ": Deploy night");

        assertThat(press(carla, "Let steps run again", Map.of("reason", "It is over")))
                .contains("Steps run again.")
                .doesNotContain("frozen by Carla Commander");
    }

    @Test
    @Tag("A19")
    void aParkedStartIsARedBoxAndARespondersPressStartsIt() {
        var process = engine.createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), "incident-lifecycle")
                .singleResult();
        engine.deleteProcessInstance(process.getId(), "played: its start ended three nodes");
        jdbc.sql(
                        "insert into process_start (incident_id, facts, due_at, failures, failure, parked)"
                                + " values (?, '{\"alertSeverity\":\"critical\"}', current_timestamp, 5, '3 nodes ended', true)")
                .param(incident.value())
                .update();
        var rita = visitor("rita");

        assertThat(rita.page("/").body()).contains("process does not start", "3 nodes ended");
        assertThat(rita.page(path()).body())
                .contains("Parked: Start of the process", "3 nodes ended")
                .doesNotContain("Firebreak keeps trying", "process-instance//runtime");
        assertThat(visitor("olivia").page(path()).body())
                .contains("Parked: Start of the process")
                .doesNotContain("Try again");
        assertThat(press(rita, "Try again", Map.of()))
                .contains("Firebreak tries \"Start of the process\" again.".replace("\"", "&quot;"))
                .doesNotContain("Parked: Start of the process");

        for (var turn = 0; turn < 100 && world.isOver(incident); turn++) {
            starter.startDue();
        }
        world.untilNothingMoves();
        world.processes(incident).areWaitingAt("UserTask_TakeCommand");
        assertThat(world.timelineOf(incident)).contains("Tries parked work again: Start of the process");
    }

    @Test
    void theBoardHasTheNextButtonOfEachIncidentForThisPerson() {
        assertThat(carla.page("/").body()).contains("Needs you", "action=\"" + path() + "/acknowledge\"");
        press(carla, "Acknowledge", Map.of());
        var take = form(carla.page("/").body(), "Take command");
        carla.press(take.url, take.values);
        world.untilNothingMoves();

        assertThat(incidents.get(incident).commander()).isEqualTo("carla");
        assertThat(carla.page("/").body()).contains("Confirm P1");
        assertThat(visitor("olivia").page("/").body()).doesNotContain("Needs you");
    }

    @Test
    void anUpdateIsSeenBeforeItIsSent() {
        press(carla, "Acknowledge", Map.of());
        press(carla, "Take command", Map.of());
        press(carla, "Confirm P1", Map.of());

        var page = press(
                carla,
                "Send to",
                Map.of(
                        "updateStatus",
                        "identified",
                        "updateText",
                        "We <know>",
                        "nextUpdateIn",
                        "PT4H",
                        "preview",
                        "true"));

        assertThat(page)
                .contains(
                        "Nothing was sent yet",
                        "To 4 people: Rex Responder, Carla Commander, Milo Modeler, #incidents",
                        "To 2 people: Ada Admin, Olivia Observer",
                        "Update:\n  We &lt;know&gt;\n",
                        "Next update:  by " + inMails(world.now().plus(Duration.ofHours(4))),
                        "Due in ")
                .contains("<option value=\"identified\" selected>", "<option value=\"PT4H\" selected>In 4 h")
                .contains("<option value=\"\">In 30 min, as the severity asks for");
        assertThat(world.timelineOf(incident)).noneMatch(line -> line.contains("We <know>"));
    }

    @Test
    void theTimelineIsFilteredAndNamesPeopleInFull() {
        press(carla, "Acknowledge", Map.of());

        assertThat(entries("people")).contains("· Carla Commander").doesNotContain("Severity table");
        assertThat(entries("machine")).contains("· Severity table").doesNotContain("· Carla Commander");
        assertThat(entries("milestones"))
                .contains("First responder acknowledged")
                .doesNotContain("Severity table");
    }

    private String entries(String filter) {
        var page = carla.page(path() + "?timeline=" + filter).body();
        return page.substring(page.indexOf("id=\"entries\""), page.indexOf("timeline.csv"));
    }

    @Test
    void anEmptyBoardSaysWhatIsMissing() {
        jdbc.sql("update incident set status = 'CANCELLED'").update();

        assertThat(carla.page("/").body())
                .contains("No open incidents, but Firebreak is not ready yet", "No sender has been heard yet")
                .doesNotContain("All quiet.");
    }

    @Test
    void anIncidentIsDeclaredFromAListOfServices() {
        var page = carla.page("/declare").body();
        assertThat(page).contains("<option value=\"mosaic-gitea\">mosaic-gitea</option>");
        var form = form(page, "Declare the incident");
        form.values.putAll(Map.of("title", "Mail is slow", "service", "no-such-service"));
        carla.press(form.url, form.values);
        assertThat(carla.page("/declare").body())
                .contains("Service: is not in the catalogue.", "value=\"Mail is slow\"");
        for (var wrong : Map.of("symptom", "Not Kebab", "servicesDown", "three").entrySet()) {
            var bad = new HashMap<>(form.values);
            bad.putAll(Map.of("service", "mosaic-gitea", wrong.getKey(), wrong.getValue()));
            carla.press(form.url, bad);
            assertThat(carla.page("/declare").body())
                    .contains("aria-describedby=\"declaration-" + wrong.getKey() + "-problem\"");
        }

        form.values.putAll(Map.of(
                "service", "mosaic-gitea", "symptom", "high-load", "servicesDown", "2", "releaseBlocked", "yes"));
        var to = carla.press(form.url, form.values)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(to).startsWith("/incidents/INC-");
        assertThat(carla.page(to).body()).contains("Declared.", "Mail is slow", "high-load");
    }

    private String path() {
        return "/incidents/" + incident;
    }

    private HttpVisitor visitor(String person) {
        var visitor = new HttpVisitor(port);
        visitor.login(person, PASSWORD);
        return visitor;
    }

    /** Presses the button with these words on the page of the incident, and returns the page that follows. */
    private String press(HttpVisitor person, String button, Map<String, String> typed) {
        var form = form(person.page(path()).body(), button);
        form.values.putAll(typed);
        return after(person, form);
    }

    private String after(HttpVisitor person, Form form) {
        HttpResponse<String> answer = person.press(form.url, form.values);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        world.untilNothingMoves();
        return person.page(answer.headers().firstValue("Location").orElseThrow().replaceFirst("#.*", ""))
                .body();
    }

    private record Form(String url, Map<String, String> values) {}

    /** The first form whose button begins with these words, with its hidden values. */
    private static Form form(String page, String button) {
        var forms = FORM.matcher(page);
        while (forms.find()) {
            if (Pattern.compile("<button[^>]*>" + Pattern.quote(button) + "(</button>| \\d)")
                    .matcher(forms.group(2))
                    .find()) {
                var values = new HashMap<String, String>();
                var hidden = VALUE.matcher(forms.group(2));
                while (hidden.find()) {
                    values.put(hidden.group(1), hidden.group(2));
                }
                return new Form(forms.group(1), values);
            }
        }
        throw new AssertionError("no button " + button + " on the page");
    }

    /** A time as mails write it. */
    private static String inMails(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
                .withZone(ZoneOffset.UTC)
                .format(at);
    }
}
