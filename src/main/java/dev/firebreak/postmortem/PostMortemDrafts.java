package dev.firebreak.postmortem;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.postmortem.edit.PostMortemService;
import dev.firebreak.postmortem.record.PostMortem;
import dev.firebreak.postmortem.record.PostMortemSections;
import dev.firebreak.postmortem.record.PostMortems;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The drafts of post-mortems, for a page on which people edit them as by the HTTP API. */
@Component
public class PostMortemDrafts {

    /**
     * A draft.
     *
     * @param version increases with every change
     * @param sections the text of each section by its key, in the order of the document; empty for one without text
     */
    public record Draft(long version, Map<String, String> sections) {}

    private final PostMortems postMortems;
    private final PostMortemService service;

    PostMortemDrafts(PostMortems postMortems, PostMortemService service) {
        this.postMortems = postMortems;
        this.service = service;
    }

    /** Empty if the incident has no post-mortem, or a final one. */
    public Optional<Draft> find(IncidentId incident) {
        return postMortems
                .find(incident)
                .filter(it -> it.status() != PostMortem.Status.FINAL)
                .map(it -> new Draft(it.version(), it.sections().asMap()));
    }

    /** Empty if the incident has no post-mortem. */
    public Optional<PostMortem.Status> status(IncidentId incident) {
        return postMortems.find(incident).map(PostMortem::status);
    }

    /** Asks another person to approve it. */
    public void submit(IncidentId incident, String by) {
        service.submit(incident, by);
    }

    /**
     * Makes it final; not by one of its authors.
     *
     * @param version the version that the person has read; another one is refused
     */
    public void approve(IncidentId incident, long version, String by) {
        service.approve(incident, version, by);
    }

    /**
     * Replaces the sections.
     *
     * @param version the version that the person has read; another one is refused
     * @param sections the texts by their keys; other keys are left out
     */
    public void edit(IncidentId incident, long version, Map<String, String> sections, String by) {
        service.edit(incident, version, PostMortemSections.of(Map.copyOf(sections)), by);
    }
}
