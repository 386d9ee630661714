package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.lab.Chromium;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

@FirebreakTest
public abstract class WebappsInChromium {

    private static final String PASSWORD = "quiet-river-stone";
    private static final String HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    private static final String SIGNS = "disk_full [db-1] on *all* hosts \\ see a@b.c & www.x.y";

    /** All tests share the browser's cache, since the webapps are big; each logs in anew. */
    private static BrowserContext context;

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    ProcessStatus processStatus;

    @Autowired
    AutowireCapableBeanFactory beans;

    private Page page;
    private boolean somethingRan;

    @BeforeAll
    static void oneCache() {
        context = Chromium.browser().newContext();
    }

    @AfterAll
    static void closed() {
        context.close();
    }

    @BeforeEach
    void aCommander() {
        accounts.createIfMissing("webappsCarla", "Carla", "carla@example.org", PASSWORD, Set.of(Role.COMMANDER));
        page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.onDialog(dialog -> {
            somethingRan = true;
            dialog.dismiss();
        });
    }

    @AfterEach
    void gone() {
        page.close();
        context.clearCookies();
    }

    @Test
    void aDeepLinkSurvivesTheLoginAndTheTaskShowsItsIncidentsTimeline() {
        var incident = hostileIncident();
        var task = taskOf(incident);

        loginAt("/camunda/app/tasklist/default/#/?task=" + task);
        page.waitForSelector("text=Firebreak Tasklist");
        page.locator("text=Timeline").first().click();

        page.waitForSelector(".firebreak-lines li");
        assertThat(page.locator(".firebreak-note").first().textContent()).contains(incident.value());
        assertThat(page.locator(".firebreak-lines").first().textContent()).contains(HOSTILE);
        assertThat(page.locator(".ce-eol-banner:visible").count()).isZero();
        assertThat(somethingRan).isFalse();
        lifecycle.cancelled(incident, "test over", "test");
    }

    @Test
    void afterATaskComesTheNextOneOfItsIncident() {
        var incident = hostileIncident();
        loginAt("/camunda/app/tasklist/default/#/?task=" + taskOf(incident));

        page.click("text=Claim");
        page.waitForSelector("text=Take command by >> text=UTC");
        assertThat(page.locator(".firebreak-incident a").getAttribute("href")).isEqualTo("/incidents/" + incident);
        page.click("button:has-text('Complete'):enabled");

        page.waitForSelector("h1:has-text('Confirm severity')");
        assertThat(page.textContent(".fjs-form"))
                .contains("Data at risk: unknown")
                .doesNotContain("unstated", "{{");
        assertThat(page.evaluate("[...document.querySelectorAll('.task-card-details .variable-value')]"
                        + ".filter(it => it.parentElement.scrollWidth > it.parentElement.clientWidth).length"))
                .isEqualTo(0);
        assertThat(page.locator(".firebreak-incident a").getAttribute("href")).isEqualTo("/incidents/" + incident);
        picture("tasklist");
        lifecycle.cancelled(incident, "test over", "test");
    }

    @Test
    void theFormsOfTheResponseAreInWords() {
        var states = new IncidentStates("webappsCarla");
        beans.autowireBean(states);
        var incident = states.responding("Checkout fails for many");
        loginAt("/camunda/app/tasklist/default/#/?task="
                + states.task(incident, FormKeys.INFORM_STAKEHOLDERS).id());

        page.waitForSelector("text=The next update is due");
        assertThat(page.textContent(".fjs-form"))
                .contains("Audiences: engineering, executives.", "due 30 min after this one")
                .doesNotContain("PT30M", "{{");
        assertThat(page.textContent(".tasks-list")).contains("Checkout fails for many", incident.value());
        picture("tasklist-inform");
        page.navigate(address("/camunda/app/tasklist/default/#/?task="
                + states.task(incident, FormKeys.LEAD_RESPONSE).id()));
        page.waitForSelector("text=no runbook runs");
        picture("tasklist-lead");
        IncidentStates.despite(() -> lifecycle.cancelled(incident, "test over", "test"));
    }

    @Test
    void aCardShowsTheSignsOfATitleAsTheyAre() {
        var incident = lifecycle.open(new IncidentReport(
                SIGNS, "mosaic-web", "5xx", null, "test", "", false, Map.of("alertSeverity", "high")));
        loginAt("/camunda/app/tasklist/default/#/?task=" + taskOf(incident));

        page.waitForSelector(".task-card-details >> text=" + incident.value());
        var titles = page.locator(".task-card-details .variable-value").allTextContents();

        assertThat(titles).anyMatch(it -> it.strip().startsWith(SIGNS));
        picture("tasklist-signs");
        lifecycle.cancelled(incident, "test over", "test");
    }

    private void picture(String name) {
        if (Chromium.takesPictures()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pictures/" + name + ".png")));
        }
    }

    @Test
    void tasklistOffersTheListsThatEveryoneHas() {
        loginAt("/camunda/app/tasklist/default/");

        page.waitForSelector("text=My groups' tasks");
    }

    @Test
    void atNightTheWebappsAreDark() throws IOException {
        loginAt("/camunda/app/tasklist/default/");
        page.waitForSelector("text=My groups' tasks");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        var day = brightness(page.screenshot());

        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));

        assertThat(day).isGreaterThan(200);
        assertThat(brightness(page.screenshot())).isLessThan(80);
    }

    /** The mean brightness of all pixels, 0 to 255. */
    private static double brightness(byte[] picture) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(picture));
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels)
                .mapToDouble(it -> ((it >> 16 & 255) + (it >> 8 & 255) + (it & 255)) / 3.0)
                .average()
                .orElseThrow();
    }

    @Test
    void cockpitShowsTheHistoryOfAProcess() {
        var incident = hostileIncident();
        taskOf(incident);
        var process = processStatus.processOf(incident).orElseThrow();

        loginAt("/camunda/app/cockpit/default/#/process-instance/" + process + "/runtime?tab=firebreak-history");

        page.waitForSelector(".firebreak-lines li");
        assertThat(page.locator(".firebreak-note").allTextContents())
                .contains("Activities (newest first)", "Timeline of " + incident + " (newest first)");
        assertThat(somethingRan).isFalse();
        lifecycle.cancelled(incident, "test over", "test");
    }

    @Test
    void anEndedSessionLeadsToOurLoginAndBackToTheDeepLink() {
        loginAt("/camunda/app/tasklist/default/");
        page.waitForSelector("text=Firebreak Tasklist");
        page.waitForLoadState(LoadState.NETWORKIDLE); // a pending request would redirect to the login first

        page.context().clearCookies();
        page.evaluate("location.hash = '#/?task=some-task'");

        page.waitForSelector("#username");
        assertThat(page.url()).contains("/login?to=", "task=some-task");
    }

    @Test
    void loggingOutOfAWebappLogsOutOfEverything() {
        loginAt("/camunda/app/tasklist/default/");
        page.waitForSelector("text=Firebreak Tasklist");
        page.locator(".account").first().click();
        page.locator("text=Log out").first().click();

        page.waitForSelector("#username");
        assertThat(page.request().get(address("/api/me")).status()).isEqualTo(401);
    }

    private IncidentId hostileIncident() {
        return lifecycle.open(new IncidentReport(
                HOSTILE, "mosaic-web", "5xx", null, "test", "", false, Map.of("alertSeverity", "high")));
    }

    private String taskOf(IncidentId incident) {
        var until = Instant.now().plus(Duration.ofSeconds(90));
        while (Instant.now().isBefore(until)) {
            var tasks = processStatus.tasksOf(List.of(incident)).get(incident);
            if (tasks != null && !tasks.isEmpty()) {
                return tasks.get(0).id();
            }
            page.waitForTimeout(200);
        }
        throw new AssertionError("no task of " + incident + " within 90 s");
    }

    private void loginAt(String path) {
        page.navigate(address(path));
        page.fill("#username", "webappsCarla");
        page.fill("#password", PASSWORD);
        page.click("button.main");
        page.waitForURL(url -> !url.contains("/login"));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
