package dev.firebreak.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public status page. It needs no login and no JavaScript; without components in the settings there is none. */
@RestController
class StatusController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final MediaType ATOM = new MediaType("application", "atom+xml", StandardCharsets.UTF_8);
    private static final Duration KEPT_BY_BROWSERS = Duration.ofSeconds(10);

    private final PublishedStatus published;
    private final StatusSettings settings;

    StatusController(PublishedStatus published, StatusSettings settings) {
        this.published = published;
        this.settings = settings;
    }

    @GetMapping("/status")
    ResponseEntity<String> page() {
        return answer(HTML, StatusDocuments.Documents::html);
    }

    @GetMapping("/status.atom")
    ResponseEntity<String> feed() {
        return answer(ATOM, StatusDocuments.Documents::atom);
    }

    @GetMapping("/status.json")
    ResponseEntity<String> json() {
        return answer(MediaType.APPLICATION_JSON, StatusDocuments.Documents::json);
    }

    private ResponseEntity<String> answer(MediaType type, Function<StatusDocuments.Documents, String> document) {
        if (!settings.isOn()) {
            return ResponseEntity.notFound().build();
        }
        var documents = published.get();
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(KEPT_BY_BROWSERS).cachePublic())
                .eTag(documents.tag())
                .body(document.apply(documents));
    }
}
