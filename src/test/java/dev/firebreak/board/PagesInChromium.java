package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.database.Timestamps;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lab.Chromium;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.status.ProcessStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@FirebreakTest
public abstract class PagesInChromium {

    private static final String PASSWORD = "quiet-river-stone";
    private static final String HOSTILE =
            "<img src=x onerror=alert(1)><script>alert(2)</script><svg/onload=alert(3)>\"'><a href=javascript:alert(4)>";

    private static final JsonObject SLOW_CONNECTION = slowConnection();

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
    JdbcClient jdbc;

    private final List<String> violations = new ArrayList<>();
    private Page page;
    private IncidentId incident;

    @BeforeEach
    void aPersonAndAHostileIncident() {
        accounts.createIfMissing("labRex", "Rex", "rex@example.org", PASSWORD, Set.of(Role.RESPONDER));
        incident = incidents.open(new NewIncident(HOSTILE, HOSTILE, HOSTILE, null, HOSTILE, false));
        timeline.add(incident, HOSTILE, HOSTILE, HOSTILE);
        new ActivityFixture(jdbc, incident).withText(HOSTILE);
        page = Chromium.browser()
                .newContext(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK))
                .newPage();
        page.onDialog(dialog -> {
            violations.add("dialog " + dialog.message());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                violations.add(message.text());
            }
        });
    }

    @AfterEach
    void gone() {
        incidents.end(incident, IncidentStatus.CANCELLED, null);
        page.context().close();
    }

    @Test
    @Tag("E4")
    void nothingThatAnAlertBringsRunsInTheBrowser() {
        loginAt("/");
        page.waitForSelector(".incident");
        page.navigate(address("/incidents/" + incident));
        page.waitForSelector(".timeline");
        page.locator("summary").first().click();

        assertThat(page.locator("h1").textContent()).isEqualTo(HOSTILE);
        assertThat(page.locator("img[src=x], svg:not(.plot), a[href^=javascript]")
                        .count())
                .isZero();
        assertThat(violations).isEmpty();
    }

    /** What a browser with a session of ours gets from another site: forms that send themselves. */
    @Test
    @Tag("H10")
    void anotherSitesPageChangesNothingHere_andLogsNobodyInOrOut() {
        accounts.createIfMissing("labCarla", "Carla", "c@example.org", PASSWORD, Set.of(Role.COMMANDER));
        loginAt("/", "labCarla");
        var attacks = Map.of(
                "/freeze",
                "<input name='frozen' value='true'><input name='reason' value='evil'>",
                "/incidents/" + incident + "/acknowledge",
                "<input name='x' value='y'>",
                "/login",
                "<input name='username' value='labRex'><input name='password' value='" + PASSWORD + "'>",
                "/logout",
                "<input name='x' value='y'>");
        page.route(
                "http://evil.example/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody(attackOf(route.request().url(), attacks))));

        attacks.keySet().forEach(path -> {
            page.navigate("http://evil.example" + path);
            page.waitForURL(url -> url.startsWith(address("/")));
            assertThat(page.content()).as(path).containsAnyOf("nothing was done", "Log in", "not allowed");
        });

        page.navigate(address("/"));
        assertThat(page.textContent(".who")).contains("Carla");
        assertThat(page.locator(".strip.frozen").count()).isZero();
        assertThat(incidents.get(incident).acknowledgedBy()).isNull();
    }

    private String attackOf(String url, Map<String, String> attacks) {
        var path = url.substring("http://evil.example".length());
        return "<form id='f' method='post' action='" + address(path) + "'>" + attacks.get(path)
                + "</form><script>document.getElementById('f').submit()</script>";
    }

    @Test
    void thePageKeepsItselfFreshAndWhatWasUnfoldedStaysOpen() {
        loginAt("/incidents/" + incident);
        page.locator("summary").first().click();

        timeline.add(incident, "Something new happened", "rex");

        page.waitForSelector("text=Something new happened");
        assertThat(page.locator("details[open]").count()).isEqualTo(1);
        assertThat(violations).isEmpty();
    }

    /** The time goes to a file, since machines differ. */
    @Test
    void threeTapsOnAPhoneLeadFromThePageToTheConfirmedSeverity() throws IOException {
        var real = realIncident();
        var seen = new ArrayList<String>();
        page.setViewportSize(390, 844);
        loginAt("/incidents/" + real, "labCarla");
        fits("act-1-acknowledge");
        var begin = System.nanoTime();

        for (var button : List.of("Acknowledge", "Take command", "Confirm P1")) {
            var primary = page.locator("#primary .main");
            seen.add(primary.textContent());
            assertThat(primary.boundingBox().height).isGreaterThanOrEqualTo(48);
            assertThat(primary.boundingBox().y + primary.boundingBox().height).isLessThanOrEqualTo(844);
            page.click("#primary .main:has-text(\"" + button + "\")");
            page.waitForSelector(".flash");
        }
        var took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        Files.writeString(Path.of("target/three-taps.txt"), "three taps after the login: " + took + " ms\n");
        fits("act-4-confirmed");

        assertThat(seen).containsExactly("Acknowledge", "Take command", "Confirm P1");
        assertThat(incidents.get(real).commander()).isEqualTo("labCarla");
        page.navigate(address("/"));
        fits("board");
        page.navigate(address("/declare"));
        fits("declare");
        assertThat(violations).isEmpty();
        incidents.end(real, IncidentStatus.CANCELLED, null);
    }

    /** What a phone with Lighthouse's slow connection loads; the times go to a file, since machines differ. */
    @Test
    void thePagesAreLightForASlowPhone() throws IOException {
        var real = realIncident();
        page.setViewportSize(390, 844);
        loginAt("/", "labCarla");
        var phone = page.context().newCDPSession(page);
        phone.send("Network.enable");
        phone.send("Network.emulateNetworkConditions", SLOW_CONNECTION);
        phone.send("Emulation.setCPUThrottlingRate", json("rate", 4));
        var seen = new ArrayList<String>();
        for (var path : List.of("/", "/incidents/" + real)) {
            phone.send("Network.clearBrowserCache");
            var requests = new ArrayList<Request>();
            Consumer<Request> listener = requests::add;
            page.onRequestFinished(listener);

            page.navigate(address(path));
            page.waitForSelector("#asof");

            var bytes = requests.stream()
                    .map(Request::sizes)
                    .mapToInt(size -> size.responseBodySize + size.responseHeadersSize)
                    .sum();
            page.offRequestFinished(listener);
            seen.add(path.substring(0, Math.min(10, path.length())) + ": " + bytes + " bytes, first contentful paint "
                    + page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") + " ms");
            assertThat(bytes).as(path).isBetween(5_000, 60 * 1_024);
        }
        Files.write(Path.of("target/slow-phone.txt"), seen);
        incidents.end(real, IncidentStatus.CANCELLED, null);
    }

    private static JsonObject json(String name, Number value) {
        var object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }

    private static JsonObject slowConnection() {
        var slow = json("latency", 150);
        slow.addProperty("offline", false);
        slow.addProperty("downloadThroughput", 1_638_400 / 8);
        slow.addProperty("uploadThroughput", 768_000 / 8);
        return slow;
    }

    @Test
    void whatAPersonTypesStaysWhileThePageLivesOnAndNewsIsSaid() {
        loginAt("/incidents/" + incident);
        page.locator("#notes-text").pressSequentially("I looked at");

        timeline.add(incident, "Something new happened", "rex");
        page.waitForSelector("#news:has-text('Something new happened')");
        page.waitForSelector("#entries >> text=Something new happened");

        page.keyboard().type(" the pool");
        assertThat(page.inputValue("#notes-text")).isEqualTo("I looked at the pool");
        page.locator("#notes button").press("Enter");
        page.waitForSelector(".flash");
        assertThat(timeline.of(incident)).anyMatch(line -> line.what().equals("Note: I looked at the pool"));
    }

    @Test
    void theKeyboardAloneAcknowledges_alsoWithoutScripts() {
        var still = Chromium.browser()
                .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))
                .newPage();
        page.context().close();
        page = still;
        loginAt("/incidents/" + incident);

        page.keyboard().press("Tab");
        assertThat(page.locator("a.skip:focus").count()).isEqualTo(1);
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(page.locator("#primary button:focus").count()).isEqualTo(1);
        page.keyboard().press("Enter");
        page.waitForSelector(".flash");

        assertThat(incidents.get(incident).acknowledgedBy()).isEqualTo("labRex");
    }

    @Test
    void theStreamOfEventsBringsWhatIsNew_andWithoutItThePageAsks() {
        var streams = new ArrayList<String>();
        page.onRequest(request -> {
            if (request.url().contains("/api/events")) {
                streams.add(request.url());
            }
        });
        loginAt("/incidents/" + incident);
        timeline.add(incident, "It came with the stream", "rex");
        page.waitForSelector("#entries >> text=It came with the stream");
        assertThat(streams).hasSize(1);

        page.route("**/api/events*", Route::abort);
        page.reload();
        timeline.add(incident, "It came without", "rex");

        page.waitForSelector("#entries >> text=It came without");
        assertThat(streams).hasSizeGreaterThan(1);
        assertThat(violations).isEmpty();
    }

    @Test
    void timesAreInTheReadersZoneAndTickByTheServersClock() {
        incidents.classify(incident, Severity.P1, Instant.now().plusSeconds(1_810));
        page.context().close();
        page = Chromium.browser()
                .newContext(new Browser.NewContextOptions().setTimezoneId("Asia/Kolkata"))
                .newPage();
        page.addInitScript("const real = Date.now; Date.now = () => real() + 5 * 3600e3;"); // a wrong device clock
        loginAt("/incidents/" + incident);

        var due = page.locator("#head .due time");
        assertThat(due.textContent()).matches("in (30|29) min \\(\\d\\d:\\d\\d GMT\\+5:30\\)");
        assertThat(page.locator("#timeline-head").textContent()).contains("GMT+5:30");
        page.evaluate("document.querySelector('#head .due time').dateTime = '"
                + Instant.now().plusSeconds(40) + "'");
        page.waitForSelector("#head .due time:has-text('in 3')");
        assertThat(Integer.parseInt(page.locator("#head .due-bar").getAttribute("value")))
                .isBetween(90, 100);
    }

    @Test
    void theServerGoesAwayAndComesBackAndWhatWasTypedStays() {
        loginAt("/incidents/" + incident);
        page.locator("#notes-text").pressSequentially("I looked at");

        page.context().setOffline(true);
        page.waitForSelector("#connection:has-text('Server away since')");
        page.locator("#notes button").click();
        page.waitForSelector("#connection:has-text('Not sent')");
        assertThat(page.inputValue("#notes-text")).isEqualTo("I looked at");
        page.context().setOffline(false);

        page.waitForSelector("#connection", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
        page.locator("#notes button").click();
        page.waitForSelector(".flash");
        assertThat(timeline.of(incident)).anyMatch(line -> line.what().equals("Note: I looked at"));
    }

    @Test
    void aLoginThatEndsWhileAPersonTypesKeepsTheWords() {
        loginAt("/incidents/" + incident);
        page.locator("#notes-text").pressSequentially("I looked at the pool");

        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));
        timeline.add(incident, "Something new", "rex");
        page.waitForSelector("#connection:has-text('Your login has ended')");

        page.locator("#notes button").click();
        page.waitForSelector("text=Your session has ended");
        assertThat(page.content()).contains("I looked at the pool");
    }

    @Test
    void whatIsNewIsANotificationForWhoeverWantsIt() {
        page.addInitScript("window.shown = []; class Notification { constructor(t, o) { shown.push(o.body); } }"
                + "Notification.permission = 'default'; Notification.asked = 0;"
                + "Notification.requestPermission = async () => {"
                + " Notification.asked++; Notification.permission = 'granted'; return 'granted'; };"
                + "window.Notification = Notification;");
        loginAt("/");
        page.waitForSelector("#browser-settings:not([hidden])");
        assertThat(page.evaluate("Notification.asked")).isEqualTo(0);
        page.check("#notify-here");
        assertThat(page.evaluate("Notification.asked")).isEqualTo(1);

        var other = incidents.open(new NewIncident("Queue is full", "mosaic-x", "slow", null, "test", false));
        timeline.add(other, "Opened", "test");
        incidents.classify(other, Severity.P1, Instant.now().plusSeconds(900));

        page.waitForSelector("#news:has-text('Queue is full')");
        assertThat(String.valueOf(page.evaluate("shown"))).contains("Queue is full");
        assertThat(page.title()).startsWith("(");
        incidents.acknowledge(other, "labRex");
        timeline.add(other, "Acknowledged", "labRex");
        page.waitForSelector("#news:has-text('Rex acknowledged Queue is full')");
        assertThat(page.evaluate("shown.length")).isEqualTo(1);
        incidents.end(other, IncidentStatus.CANCELLED, null);
        assertThat(violations).isEmpty();
    }

    @Test
    void longNamesRightToLeftTextAndAThousandAlertsFitAPhone() {
        accounts.createIfMissing("labLong", "N".repeat(200), "n@example.org", PASSWORD, Set.of(Role.RESPONDER));
        var odd = new ArrayList<IncidentId>();
        for (var title : List.of("x".repeat(200), "قاعدة البيانات بطيئة ".repeat(9), "‮evil‬ ".repeat(20))) {
            var it = incidents.open(new NewIncident(title, "s".repeat(120), "t".repeat(120), null, "test", false));
            incidents.acknowledge(it, "labLong");
            timeline.add(it, title, "labLong", title);
            odd.add(it);
        }
        thousandAlerts(odd.get(0));
        page.setViewportSize(390, 844);
        loginAt("/", "labLong");

        for (var path :
                List.of("/", "/incidents/" + odd.get(0), "/incidents/" + odd.get(1), "/incidents/" + odd.get(2))) {
            page.navigate(address(path));
            page.waitForSelector("#asof");
            if (Chromium.takesPictures()) {
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target/pictures/odd-" + path.hashCode() + ".png")));
            }
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(path)
                    .isEqualTo(390);
            assertThat(((Number) page.evaluate("document.querySelector('.top').offsetHeight")).intValue())
                    .isLessThan(300);
        }
        page.navigate(address("/incidents/" + odd.get(0)));
        assertThat(page.locator("#alerts li").count()).isEqualTo(5);
        fits("incident-alerts");
        page.setViewportSize(390, 844);
        page.click("text=More alerts");
        assertThat(page.locator("#alerts li").count()).isEqualTo(50);
        page.waitForLoadState(); // until then the browser itself scrolls, to the alerts
        page.evaluate("window.scrollTo(0, 1200)");
        assertThat(page.locator("#head").boundingBox().y).isEqualTo(0); // the head stays
        assertThat(violations).isEmpty();
        odd.forEach(it -> incidents.end(it, IncidentStatus.CANCELLED, null));
    }

    private void thousandAlerts(IncidentId of) {
        jdbc.sql("""
                        insert into alert (source, fingerprint, starts_at, first_in, first_seen, last_seen, seen, incident_id)
                        select 'lab', cast(x as varchar), current_timestamp, random_uuid(), current_timestamp,
                          current_timestamp, 1, ? from system_range(1, 1000)""").param(of.value()).update();
        jdbc.sql("""
                        insert into alert_text (source, fingerprint, starts_at, name, service, symptom, summary, labels, incomplete,
                          runbook_url, source_url, links)
                        select source, fingerprint, starts_at, 'Alert ' || fingerprint, 's', 't', 'summary', '{}', false,
                          'https://docs.example/pool', 'https://prometheus.example/graph?' || repeat('g', 300),
                          'https://grafana.example/d/1?' || repeat('x', 300) || ' Dashboard' || chr(10)
                          || 'https://alertmanager.example/#/silences/new Silence'
                        from alert where source = 'lab'""").update();
    }

    /** An incident whose process runs in the background, as in a small installation. */
    private IncidentId realIncident() {
        accounts.createIfMissing("labCarla", "Carla", "c@example.org", PASSWORD, Set.of(Role.COMMANDER));
        var real = lifecycle.open(new IncidentReport(
                "Connection pool of gitea is exhausted",
                "mosaic-postgres",
                "connection-pool-exhausted",
                null,
                "test",
                "97 of 100 connections are used. See https://wiki.example.org/pool",
                false,
                Map.of("alertSeverity", "critical", "usersAffected", "all")));
        for (var wait = 0; wait < 200 && incidents.get(real).severity() == null; wait++) {
            page.waitForTimeout(100);
        }
        for (var wait = 0; wait < 100 && status.tasksOf(List.of(real)).isEmpty(); wait++) {
            page.waitForTimeout(100);
        }
        return real;
    }

    /** Nothing is wider than the window, on a desk and a phone in either light; a picture of each, if asked for. */
    private void fits(String name) {
        for (var light : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(light));
            for (var width : List.of(1440, 390)) {
                page.setViewportSize(width, 844);
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(name)
                        .isEqualTo(width);
                if (Chromium.takesPictures()) {
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target/pictures/" + name + "-" + light + "-" + width + ".png"))
                            .setFullPage(true));
                }
            }
        }
    }

    @Test
    void stepsAndMessagesFitADeskAndAPhoneInEitherLight() {
        new ActivityFixture(jdbc, incident).ofAnExhaustedPool();
        loginAt("/incidents/" + incident);
        page.locator(".steps summary").nth(1).click();

        fits("incident");
        assertThat(page.locator(".steps > li").count()).isEqualTo(4);
        assertThat(page.locator(".notifications > li").count()).isEqualTo(4);
    }

    @Test
    void aProposalAndAStepFitADeskAndAPhoneInEitherLight() throws IOException {
        new ActivityFixture(jdbc, incident).ofAnExhaustedPool();
        var step = jdbc.sql("select id from step where incident_id = ? order by planned_at limit 1")
                .param(incident.value())
                .query(UUID.class)
                .single();
        var proposal = proposal();
        loginAt("/models");

        for (var path : List.of("/models", "/models/" + proposal, "/steps/" + step)) {
            page.navigate(address(path));
            fits(path.split("/")[1] + path.split("/").length);
        }
        assertThat(violations).isEmpty();
        jdbc.sql("delete from model_proposal_file").update();
        jdbc.sql("delete from model_proposal_key").update();
        jdbc.sql("delete from model_proposal").update();
    }

    @Test
    void setupAuditAndAVersionFitADeskAndAPhoneInEitherLight() {
        accounts.createIfMissing("labAda", "Ada", "a@example.org", PASSWORD, Set.of(Role.ADMIN));
        loginAt("/setup", "labAda");
        page.click("summary:has-text('firebreak.alert')");

        fits("setup");
        page.navigate(address("/audit?verify"));
        fits("audit");
        page.navigate(address("/models/incident-lifecycle/versions/1"));
        fits("version");
        page.navigate(address("/"));
        fits("board-of-an-administrator");
        assertThat(violations).isEmpty();
    }

    /** A waiting proposal of a table with another answer, another row and a hostile name. */
    private long proposal() throws IOException {
        var table = Files.readString(Path.of("processes/set-response-targets.dmn"))
                .replace("\"PT15M\"", "\"PT20M\"")
                .replace("name=\"Set response targets\"", "name=\"&lt;script>alert(1)&lt;/script>\"");
        jdbc.sql("insert into model_proposal (author, sha256, state, proposed_at) values ('milo', 'x', 'WAITING', ?)")
                .param(Timestamps.at(Instant.now()))
                .update();
        var number = jdbc.sql("select max(number) from model_proposal")
                .query(Long.class)
                .single();
        jdbc.sql("insert into model_proposal_key (proposal, model_key) values (?, 'set-response-targets')")
                .param(number)
                .update();
        jdbc.sql("insert into model_proposal_file (proposal, file, content) values (?, 'targets.dmn', ?)")
                .params(number, table.getBytes(StandardCharsets.UTF_8))
                .update();
        return number;
    }

    private void loginAt(String path) {
        loginAt(path, "labRex");
    }

    private void loginAt(String path, String person) {
        page.navigate(address(path));
        page.fill("#username", person);
        page.fill("#password", PASSWORD);
        page.click("button.main");
        page.waitForURL(url -> !url.contains("/login"));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
