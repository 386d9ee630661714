package dev.firebreak.postmortem.library;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.web.RejectUnknownFields;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The library of post-mortems over the API. */
@RestController
class LibraryController {

    private final PostMortemLibrary library;
    private final SimilarIncidents similar;

    LibraryController(PostMortemLibrary library, SimilarIncidents similar) {
        this.library = library;
        this.similar = similar;
    }

    /** The tags that a post-mortem gets. */
    @RejectUnknownFields
    record Tags(List<String> tags) {

        Tags {
            tags = tags == null ? List.of() : tags;
        }
    }

    @GetMapping("/api/post-mortems")
    List<LibraryEntry> find(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String tag, Principal viewer) {
        return library.find(q, tag, viewer.getName());
    }

    @GetMapping("/api/incidents/{id}/similar")
    List<SimilarIncident> similar(@PathVariable IncidentId id, Principal viewer) {
        return similar.to(id, viewer.getName());
    }

    @PutMapping("/api/incidents/{id}/postmortem/tags")
    Tags tag(@PathVariable IncidentId id, @RequestBody Tags tags, Principal by) {
        return new Tags(library.tag(id, tags.tags(), by.getName()));
    }
}
