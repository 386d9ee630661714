package dev.firebreak.postmortem.edit;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.action.ActionItems;
import dev.firebreak.postmortem.action.ActionLine;
import dev.firebreak.postmortem.draft.FirstDraft;
import dev.firebreak.postmortem.record.PostMortem.Status;
import dev.firebreak.postmortem.record.PostMortemChanged;
import dev.firebreak.postmortem.record.PostMortemFinal;
import dev.firebreak.postmortem.record.PostMortemIncomplete;
import dev.firebreak.postmortem.record.PostMortemSections;
import dev.firebreak.postmortem.record.PostMortems;
import dev.firebreak.text.TimeText;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Drafts, edits and records post-mortems, and files their action items. */
@Component
@Transactional
public class PostMortemService {

    /** A post-mortem is due 48 hours after the resolution (the Mosaic source; guarantees.md A110). */
    private static final Duration DUE_AFTER = Duration.ofHours(48);

    private static final String ACTOR = "post-mortem";

    private final Incidents incidents;
    private final Timeline timeline;
    private final PostMortems postMortems;
    private final ActionItems actionItems;
    private final Clock clock;

    PostMortemService(
            Incidents incidents, Timeline timeline, PostMortems postMortems, ActionItems actionItems, Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.postMortems = postMortems;
        this.actionItems = actionItems;
        this.clock = clock;
    }

    /** Creates the draft unless the incident has one; returns when the post-mortem is due. */
    public Instant draft(IncidentId id) {
        var incident = incidents.get(id);
        var existing = postMortems.find(id);
        if (existing.isPresent()) {
            return existing.get().dueAt();
        }
        var due = (incident.resolvedAt() == null ? clock.instant() : incident.resolvedAt()).plus(DUE_AFTER);
        postMortems.draft(id, due, incident.commander(), FirstDraft.of(incident));
        timeline.add(id, "Post-mortem drafted, due " + TimeText.of(due), ACTOR);
        return due;
    }

    /**
     * Records the submitted form over the draft; fields left empty keep the draft's text.
     *
     * @throws PostMortemIncomplete if a mandatory section is missing or invalid; nothing is written
     */
    public void record(IncidentId id, PostMortemSections form, boolean isFinal, String by) {
        draft(id);
        var draft = postMortems.get(id);
        var sections = form.over(draft.sections());
        if (!sections.errors().isEmpty()) {
            throw new PostMortemIncomplete(sections.errors());
        }
        postMortems.record(draft, by, sections, isFinal);
        timeline.decide(
                id,
                Decision.POST_MORTEM_RECORDED,
                isFinal ? "Post-mortem recorded as final" : "Post-mortem recorded",
                by);
    }

    /** Files each line as an action item; does nothing if the incident already has action items. */
    public void fileActionItems(IncidentId id) {
        var lines = postMortems
                .find(id)
                .map(found -> ActionLine.of(found.sections().actionItems()))
                .orElse(List.of());
        if (lines.isEmpty() || !actionItems.of(id).isEmpty()) {
            return;
        }
        lines.forEach(line -> actionItems.file(id, line));
        timeline.add(id, lines.size() == 1 ? "1 action item filed" : lines.size() + " action items filed", ACTOR);
    }

    /**
     * Replaces the sections of a draft.
     *
     * @param version the version that the editor has read
     * @throws PostMortemChanged if the draft has another version by now
     */
    public void edit(IncidentId id, long version, PostMortemSections sections, String by) {
        var seen = postMortems.get(id);
        if (seen.status() == Status.FINAL) {
            throw new PostMortemFinal(id);
        }
        if (!sections.dataLossErrors().isEmpty()) {
            throw new FieldInvalid("dataLoss", "must be yes, no or unknown");
        }
        if (seen.version() != version || !postMortems.edit(seen, by, sections)) {
            throw new PostMortemChanged(id);
        }
        timeline.decide(id, Decision.POST_MORTEM_EDITED, "Post-mortem edited", by);
    }
}
