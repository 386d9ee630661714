package dev.firebreak.lab;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.firebreak.Lab;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The lab's Chromium, without a window. All tests of a JVM share one process, which ends with the JVM. */
public final class Chromium {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--font-render-hinting=none");

    private static Browser browser;

    private Chromium() {}

    /** The browser, in which each test opens and closes contexts of its own. */
    public static synchronized Browser browser() {
        if (browser == null) {
            var playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of(Lab.Settings.of("CHROMIUM")))
                            .setArgs(ARGUMENTS));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        }
        return browser;
    }

    /** Whether tests take screenshots, {@code -Dfirebreak.pictures=all}. */
    public static boolean takesPictures() {
        return "all".equals(System.getProperty("firebreak.pictures"));
    }
}
