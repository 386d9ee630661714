package dev.firebreak.postmortem.lint;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.postmortem.record.PostMortems;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the linter of post-mortems finds, over the API. */
@RestController
class ReviewController {

    private final PostMortemReview review;
    private final PostMortems postMortems;

    ReviewController(PostMortemReview review, PostMortems postMortems) {
        this.review = review;
        this.postMortems = postMortems;
    }

    @GetMapping("/api/incidents/{id}/postmortem/review")
    List<LintFinding> review(@PathVariable IncidentId id) {
        postMortems.get(id);
        return review.of(id);
    }
}
