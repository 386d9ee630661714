package dev.firebreak.lab;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A user at a real Chromium: logs in, completes tasks in Tasklist, visits pages. Screenshots go to target/pictures. */
public final class Browser implements AutoCloseable {

    private static final Path PICTURES = Path.of("target/pictures");

    private final BrowserContext context;
    private final Page page;
    private final String base;

    private Browser(String base) {
        this.base = base;
        context = Chromium.browser()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1400, 900));
        page = context.newPage();
        page.setDefaultTimeout(60_000);
    }

    /** Opens a page that redirects to the login page, and logs in. */
    public static Browser login(String base, String person, String password) {
        var browser = new Browser(base);
        browser.page.navigate(base + "/camunda/app/tasklist/");
        browser.page.locator("input[name=username]").fill(person);
        browser.page.locator("input[name=password]").fill(password);
        browser.page.getByRole(AriaRole.BUTTON).first().click();
        browser.page.waitForURL(url -> !url.contains("/login"));
        return browser;
    }

    public Page page() {
        return page;
    }

    /** Opens a task in Tasklist by its id and claims it unless it has an assignee. */
    public Browser opens(String taskId) {
        page.navigate(base + "/camunda/app/tasklist/default/#/?task=" + taskId);
        page.locator(".fjs-container").first().waitFor();
        if (isFree(taskId)) {
            page.getByText("Claim", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
        }
        page.locator(".fjs-form-field:has(input, textarea):not(.fjs-disabled):not(.fjs-readonly)")
                .first()
                .waitFor();
        rests(1_000); // Tasklist renders the form again, now writable
        return this;
    }

    private boolean isFree(String taskId) {
        var task = page.request().get(base + "/camunda/api/engine/engine/default/task/" + taskId);
        return task.text().contains("\"assignee\":null");
    }

    /** Waits on the page's own timer, so that its earlier timers have run, even on a slow machine. */
    private void rests(int millis) {
        page.evaluate("millis => new Promise(done => setTimeout(done, millis))", millis);
    }

    public Browser writes(String label, String text) {
        page.locator(".fjs-container").getByLabel(label).first().fill(text);
        rests(600); // form-js renders again 300 ms after typing (guarantees.md "Forms")
        return this;
    }

    public Browser chooses(String label, String option) {
        page.locator(".fjs-form-field-select", new Page.LocatorOptions().setHasText(label))
                .locator(".fjs-input-group")
                .first()
                .click();
        page.locator(".fjs-dropdownlist-item", new Page.LocatorOptions().setHasText(option))
                .first()
                .click();
        rests(600);
        return this;
    }

    public Browser completes() {
        var complete = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete"))
                .first();
        complete.click();
        complete.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        return this;
    }

    /** With the system property {@code firebreak.pictures=all} four screenshots: light and dark, desk and phone. */
    public Browser picturesAll(String name) {
        if (!Chromium.takesPictures()) {
            return this;
        }
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (var width : List.of(1400, 390)) {
                page.setViewportSize(width, 900);
                page.waitForTimeout(600); // until the layout has adapted
                var file = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png";
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(file))
                        .setFullPage(true));
            }
        }
        page.setViewportSize(1400, 900);
        return this;
    }

    public Browser goes(String path) {
        page.navigate(base + path);
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
