package dev.firebreak.incident.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists and downloads evidence. Browsers must save it and never render it, because its content is foreign. */
@RestController
@RequestMapping("/api/incidents/{id}/evidence")
public class EvidenceController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, UTF_8);

    private final Incidents incidents;
    private final Evidence evidence;

    public EvidenceController(Incidents incidents, Evidence evidence) {
        this.incidents = incidents;
        this.evidence = evidence;
    }

    @GetMapping
    List<EvidenceItem> list(@PathVariable IncidentId id) {
        return evidence.of(incidents.get(id).id());
    }

    @GetMapping("/{item}")
    ResponseEntity<byte[]> download(@PathVariable IncidentId id, @PathVariable UUID item) {
        var found = evidence.find(item)
                .filter(kept -> kept.incident().equals(id))
                .orElseThrow(() -> new EvidenceUnknown(id, item));
        var content = evidence.content(item).orElseThrow(() -> new EvidenceUnknown(id, item));
        var name = found.name().replaceAll("[/\\\\:]", "_");
        return ResponseEntity.ok()
                // Never the type that the sender claimed: text/html of a stranger would run in our origin
                // (guarantees.md
                // E4).
                .contentType(isText(found.mediaType()) ? TEXT : MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(content);
    }

    private static boolean isText(String mediaType) {
        return mediaType.startsWith("text/") || mediaType.endsWith("json");
    }
}
