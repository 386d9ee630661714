package dev.firebreak.postmortem.edit;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.action.ActionItems;
import dev.firebreak.postmortem.action.ActionLine;
import dev.firebreak.postmortem.draft.FirstDraft;
import dev.firebreak.postmortem.record.PostMortem;
import dev.firebreak.postmortem.record.PostMortem.Status;
import dev.firebreak.postmortem.record.PostMortemChanged;
import dev.firebreak.postmortem.record.PostMortemFinal;
import dev.firebreak.postmortem.record.PostMortemIncomplete;
import dev.firebreak.postmortem.record.PostMortemSections;
import dev.firebreak.postmortem.record.PostMortems;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Learning from an incident: a draft from the record, what people write into it, and what they want to do. */
@Component
@Transactional
public class PostMortemService {

    /** A full post-mortem within 48 hours of the resolution (the Mosaic source; guarantees.md A110). */
    static final Duration WITHIN = Duration.ofHours(48);

    private static final String BY_ITSELF = "post-mortem";

    private final Incidents incidents;
    private final Timeline timeline;
    private final PostMortems postMortems;
    private final ActionItems actionItems;
    private final Clock clock;

    public PostMortemService(
            Incidents incidents, Timeline timeline, PostMortems postMortems, ActionItems actionItems, Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.postMortems = postMortems;
        this.actionItems = actionItems;
        this.clock = clock;
    }

    /** Drafts it where there is none yet; answers when it is due. */
    public Instant draft(IncidentId id) {
        var incident = incidents.get(id);
        var known = postMortems.find(id);
        if (known.isPresent()) {
            return known.get().dueAt();
        }
        var due = (incident.resolvedAt() == null ? clock.instant() : incident.resolvedAt()).plus(WITHIN);
        postMortems.draft(id, due, incident.commander(), FirstDraft.of(incident));
        timeline.add(id, "Post-mortem drafted, due " + due, BY_ITSELF);
        return due;
    }

    /** What the task's form says, over the draft. Throws {@link PostMortemIncomplete}, then nothing is written. */
    public void record(IncidentId id, PostMortemSections form, boolean isFinal, String by) {
        draft(id);
        var draft = postMortems.get(id);
        var sections = form.over(draft.sections());
        if (!sections.faults().isEmpty()) {
            throw new PostMortemIncomplete(sections.faults());
        }
        postMortems.record(draft, by, sections, isFinal);
        timeline.add(id, isFinal ? "Post-mortem recorded as final" : "Post-mortem recorded", by);
    }

    /** Makes an action item of each line, once. */
    public void fileActionItems(IncidentId id) {
        var lines = postMortems
                .find(id)
                .map(found -> ActionLine.of(found.sections().actionItems()))
                .orElse(java.util.List.of());
        if (lines.isEmpty() || !actionItems.of(id).isEmpty()) {
            return;
        }
        lines.forEach(line -> actionItems.file(id, line));
        timeline.add(id, lines.size() == 1 ? "1 action item filed" : lines.size() + " action items filed", BY_ITSELF);
    }

    /** Replaces the sections of a draft that nobody changed since {@code version}. */
    PostMortem edit(IncidentId id, long version, PostMortemSections sections, String by) {
        var seen = postMortems.get(id);
        if (seen.status() == Status.FINAL) {
            throw new PostMortemFinal(id);
        }
        if (!sections.dataLossFault().isEmpty()) {
            throw new FieldInvalid("dataLoss", "must be yes, no or unknown");
        }
        if (seen.version() != version || !postMortems.edit(seen, by, sections)) {
            throw new PostMortemChanged(id);
        }
        timeline.add(id, "Post-mortem edited", by);
        return postMortems.get(id);
    }
}
