package dev.firebreak.postmortem.edit;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.postmortem.action.ActionItem;
import dev.firebreak.postmortem.action.ActionItems;
import dev.firebreak.postmortem.draft.PostMortemData;
import dev.firebreak.postmortem.draft.PostMortemDocument;
import dev.firebreak.postmortem.record.PostMortem;
import dev.firebreak.postmortem.record.PostMortemSections;
import dev.firebreak.postmortem.record.VersionMissing;
import dev.firebreak.text.Markdown;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of post-mortems and their action items. */
@RestController
@RequestMapping("/api/incidents/{id}")
class PostMortemController {

    /**
     * A post-mortem as JSON.
     *
     * @param duration from opened to resolved ({@code DurationText}), or null while the incident is not resolved
     * @param milestones all seven in order; time and person are null for those not reached
     */
    record View(
            IncidentId incident,
            PostMortem.Status status,
            List<String> authors,
            Instant draftedAt,
            Instant dueAt,
            Instant finishedAt,
            Duration duration,
            List<Moment> milestones,
            PostMortemSections sections) {}

    /** A milestone, when it was reached, and by whom. */
    record Moment(Milestone milestone, String label, Instant at, String who) {}

    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final PostMortemData data;
    private final PostMortemService postMortemService;
    private final Incidents incidents;
    private final ActionItems actions;
    private final PostMortemDocument document;

    PostMortemController(
            PostMortemData data,
            PostMortemService postMortemService,
            Incidents incidents,
            ActionItems actions,
            @Value("${firebreak.base-url:http://localhost:8080}") String baseUrl) {
        this.data = data;
        this.postMortemService = postMortemService;
        this.incidents = incidents;
        this.actions = actions;
        this.document = new PostMortemDocument(baseUrl.replaceAll("/+$", ""));
    }

    @GetMapping("/postmortem")
    ResponseEntity<View> read(@PathVariable IncidentId id) {
        return response(id);
    }

    @GetMapping(path = "/postmortem", produces = Markdown.MEDIA_TYPE)
    String asMarkdown(@PathVariable IncidentId id) {
        return document.of(data.about(id));
    }

    /** Replaces all sections. {@code If-Match} names the version that the editor has read. */
    @PutMapping("/postmortem")
    ResponseEntity<View> edit(
            @PathVariable IncidentId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @RequestBody PostMortemSections sections,
            Principal by) {
        postMortemService.edit(id, version(ifMatch), sections, by.getName());
        return response(id);
    }

    /** Asks another person to approve it. */
    @PostMapping("/postmortem/submit")
    ResponseEntity<View> submit(@PathVariable IncidentId id, Principal by) {
        postMortemService.submit(id, by.getName());
        return response(id);
    }

    /** Makes it final; not by one of its authors. {@code If-Match} names the version that the approver has read. */
    @PostMapping("/postmortem/approve")
    ResponseEntity<View> approve(
            @PathVariable IncidentId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            Principal by) {
        postMortemService.approve(id, version(ifMatch), by.getName());
        return response(id);
    }

    @GetMapping("/actions")
    List<ActionItem> actions(@PathVariable IncidentId id) {
        return actions.of(incidents.get(id).id());
    }

    private static long version(String ifMatch) {
        var match = VERSION.matcher(ifMatch == null ? "" : ifMatch);
        if (!match.matches()) {
            throw new VersionMissing();
        }
        return Long.parseLong(match.group(1));
    }

    private ResponseEntity<View> response(IncidentId id) {
        var all = data.about(id);
        return ResponseEntity.ok()
                .header(HttpHeaders.ETAG, "\"" + all.postMortem().version() + "\"")
                .body(view(all));
    }

    private static View view(PostMortemData.All all) {
        var incident = all.incident();
        var postMortem = all.postMortem();
        return new View(
                incident.id(),
                postMortem.status(),
                all.authors(),
                postMortem.draftedAt(),
                postMortem.dueAt(),
                postMortem.finishedAt(),
                incident.resolvedAt() == null ? null : Duration.between(incident.openedAt(), incident.resolvedAt()),
                Arrays.stream(Milestone.values())
                        .map(milestone -> moment(milestone, all))
                        .toList(),
                postMortem.sections());
    }

    private static Moment moment(Milestone milestone, PostMortemData.All all) {
        return milestone
                .in(all.timeline())
                .map(entry -> new Moment(milestone, milestone.label(), entry.at(), entry.who()))
                .orElseGet(() -> new Moment(milestone, milestone.label(), null, null));
    }
}
