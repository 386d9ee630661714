package dev.firebreak.status.subscriber;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/** Renders the page of a subscription: escaped, without scripts. */
final class SubscriptionPages {

    private static final Template PAGE = compiled();

    private SubscriptionPages() {}

    private static Template compiled() {
        try {
            var file = new ClassPathResource("templates/status/subscription.html");
            return Mustache.compiler().compile(file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String html(String title, String heading, String words, boolean confirm, boolean leave) {
        return PAGE.execute(
                Map.of("title", title, "heading", heading, "words", words, "confirm", confirm, "leave", leave));
    }
}
