package dev.firebreak.incident.http;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentSearch;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.TimelineTable;
import dev.firebreak.text.Markdown;
import dev.firebreak.web.PublicAddress;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** Read-only HTTP endpoints of the incident record. Incidents have their own ids; no id of the engine appears here. */
@RestController
@RequestMapping("/api/incidents")
class IncidentController {

    private final Incidents incidents;
    private final Timeline timeline;
    private final PublicAddress address;

    IncidentController(Incidents incidents, Timeline timeline, PublicAddress address) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.address = address;
    }

    /** Newest first, 50 on a page. If the page is full, the {@code Link} header names the next page. */
    @GetMapping
    ResponseEntity<List<Incident>> list(
            @RequestParam(required = false) String status,
            @RequestParam(required = false) String severity,
            @RequestParam(required = false) String service,
            @RequestParam(defaultValue = "1") int page) {
        var found = incidents.search(IncidentSearch.of(status, severity, service, page));
        var answer = ResponseEntity.ok();
        if (found.size() == IncidentSearch.PAGE) {
            var next = ServletUriComponentsBuilder.fromCurrentRequest().replaceQueryParam("page", page + 1);
            answer.header(HttpHeaders.LINK, "<" + address.at(pathAndQuery(next)) + ">; rel=\"next\"");
        }
        return answer.body(found);
    }

    private static String pathAndQuery(UriComponentsBuilder address) {
        var parts = address.encode().build();
        return parts.getPath() + "?" + parts.getQuery();
    }

    @GetMapping("/{id}")
    Incident one(@PathVariable IncidentId id) {
        return incidents.get(id);
    }

    @GetMapping("/{id}/timeline")
    List<TimelineEntry> timeline(@PathVariable IncidentId id) {
        return timeline.of(incidents.get(id).id());
    }

    @GetMapping(path = "/{id}/timeline", produces = Markdown.MEDIA_TYPE)
    String timelineAsMarkdown(@PathVariable IncidentId id) {
        return "# Timeline of " + incidents.get(id).id() + "\n\n" + TimelineTable.markdown(timeline.of(id));
    }

    /** The timeline as a file for spreadsheets. */
    @GetMapping(path = "/{id}/timeline.csv", produces = Csv.MEDIA_TYPE)
    ResponseEntity<String> timelineAsCsv(@PathVariable IncidentId id) {
        var name =
                ContentDisposition.attachment().filename(id + "-timeline.csv").build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .body(Csv.table(timeline.of(incidents.get(id).id())));
    }
}
