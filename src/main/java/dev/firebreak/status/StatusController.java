package dev.firebreak.status;

import dev.firebreak.status.PublishedStatus.Prepared;
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
    ResponseEntity<byte[]> page() {
        return answer(HTML, Prepared::html);
    }

    @GetMapping("/status.atom")
    ResponseEntity<byte[]> feed() {
        return answer(ATOM, Prepared::atom);
    }

    @GetMapping("/status.json")
    ResponseEntity<byte[]> json() {
        return answer(MediaType.APPLICATION_JSON, Prepared::json);
    }

    private ResponseEntity<byte[]> answer(MediaType type, Function<Prepared, byte[]> document) {
        if (!settings.isOn()) {
            return ResponseEntity.notFound().build();
        }
        var documents = published.prepared();
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(KEPT_BY_BROWSERS).cachePublic())
                .eTag(documents.tag())
                .body(document.apply(documents));
    }
}
