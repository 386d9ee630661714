package dev.firebreak.incident.http;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentSearch;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.TimelineTable;
import dev.firebreak.text.Markdown;
import dev.firebreak.web.PageRequest;
import dev.firebreak.web.PublicAddress;
import java.security.Principal;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

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

    /** Newest first, 50 on a page; the {@code Link} header names the pages around it. */
    @GetMapping
    ResponseEntity<List<Incident>> list(
            @RequestParam(required = false) String status,
            @RequestParam(required = false) String severity,
            @RequestParam(required = false) String service,
            @RequestParam(required = false) String after,
            @RequestParam(required = false) String before,
            @RequestParam(defaultValue = "1") int page,
            Principal caller) {
        var viewer = caller == null ? "" : caller.getName();
        var search = IncidentSearch.of(status, severity, service);
        return incidents
                .search(search, new PageRequest(after, before, page), viewer)
                .answer(address);
    }

    @GetMapping("/{id}")
    Incident one(@PathVariable IncidentId id) {
        return incidents.get(id);
    }

    /** Oldest first, 500 on a page. */
    @GetMapping("/{id}/timeline")
    ResponseEntity<List<TimelineEntry>> timeline(
            @PathVariable IncidentId id,
            @RequestParam(required = false) String after,
            @RequestParam(required = false) String before,
            @RequestParam(defaultValue = "1") int page) {
        return timeline.page(incidents.get(id).id(), new PageRequest(after, before, page))
                .answer(address);
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
