package dev.firebreak.board;

import dev.firebreak.Lab;
import org.junit.jupiter.api.Nested;

/** Our pages and the webapps in a browser, in one class, so that they share one JVM, application and browser. */
@Lab("CHROMIUM")
class WebPagesLabTests {

    @Nested
    class Pages extends PagesInChromium {}

    @Nested
    class Accessible extends AccessibleInChromium {}

    @Nested
    class Webapps extends WebappsInChromium {}
}
