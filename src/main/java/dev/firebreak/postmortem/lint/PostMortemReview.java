package dev.firebreak.postmortem.lint;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.record.PostMortems;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a reviewer would ask the authors of a post-mortem to change. */
@Component
public class PostMortemReview {

    private final Incidents incidents;
    private final Timeline timeline;
    private final PostMortems postMortems;
    private final IncidentPeople people;

    PostMortemReview(Incidents incidents, Timeline timeline, PostMortems postMortems, IncidentPeople people) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.postMortems = postMortems;
        this.people = people;
    }

    /** Empty if there is nothing to change, or no post-mortem. */
    public List<LintFinding> of(IncidentId id) {
        return postMortems
                .find(id)
                .map(it ->
                        PostMortemLint.of(it.sections(), people.of(incidents.get(id), timeline.of(id), it.authors())))
                .orElse(List.of());
    }
}
