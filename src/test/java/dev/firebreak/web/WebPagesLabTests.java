package dev.firebreak.web;

import dev.firebreak.Lab;
import dev.firebreak.board.AccessibleInChromium;
import dev.firebreak.board.PagesInChromium;
import dev.firebreak.board.WebappsInChromium;
import org.junit.jupiter.api.Nested;

/**
 * Our pages and the webapps in a browser, in one class, so that they share one JVM, application and browser. It is in this
 * package since the build begins with the last names, and nothing takes longer.
 */
@Lab("CHROMIUM")
class WebPagesLabTests {

    @Nested
    class Pages extends PagesInChromium {}

    @Nested
    class Accessible extends AccessibleInChromium {}

    @Nested
    class Webapps extends WebappsInChromium {}
}
