package dev.firebreak.postmortem.edit;

import dev.firebreak.access.FourEyes;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.action.ActionItems;
import dev.firebreak.postmortem.action.ActionLine;
import dev.firebreak.postmortem.draft.FirstDraft;
import dev.firebreak.postmortem.record.ApprovalRefused;
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
import org.springframework.beans.factory.annotation.Value;
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
    private final FourEyes fourEyes;

    PostMortemService(
            Incidents incidents,
            Timeline timeline,
            PostMortems postMortems,
            ActionItems actionItems,
            Clock clock,
            @Value("${firebreak.four-eyes:enforce}") FourEyes fourEyes) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.postMortems = postMortems;
        this.actionItems = actionItems;
        this.clock = clock;
        this.fourEyes = fourEyes;
    }

    /** Creates the draft unless the incident has one; returns when the post-mortem is due. */
    public Instant draft(IncidentId id) {
        var incident = incidents.get(id);
        var existing = postMortems.find(id);
        if (existing.isPresent()) {
            return existing.get().dueAt();
        }
        var due = (incident.resolvedAt() == null ? clock.instant() : incident.resolvedAt()).plus(DUE_AFTER);
        postMortems.draft(id, due, incident.commander(), FirstDraft.of(incident, timeline.of(id)));
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
        if (draft.status() == Status.FINAL) {
            return; // approved on its page before the task was completed
        }
        var sections = form.over(draft.sections());
        if (!sections.errors().isEmpty()) {
            throw new PostMortemIncomplete(sections.errors());
        }
        postMortems.record(draft, by, sections, isFinal);
        timeline.decide(
                id,
                Decision.POST_MORTEM_RECORDED,
                isFinal ? "Post-mortem recorded, waits for approval" : "Post-mortem recorded",
                by);
    }

    /** Asks another person to approve a draft. */
    public void submit(IncidentId id, String by) {
        var seen = postMortems.get(id);
        if (seen.status() == Status.FINAL) {
            throw new PostMortemFinal(id);
        }
        if (!seen.sections().errors().isEmpty()) {
            throw new PostMortemIncomplete(seen.sections().errors());
        }
        if (seen.status() == Status.DRAFT) {
            requireSame(id, postMortems.move(seen, Status.SUBMITTED));
            timeline.decide(id, Decision.POST_MORTEM_EDITED, "Post-mortem waits for approval", by);
        }
    }

    /**
     * Makes a submitted post-mortem final, and so published, and files the action items that it got since its task was
     * completed.
     *
     * @param version the version that the approver has read
     * @throws ApprovalRefused if it is not submitted, or the person is one of its authors
     * @throws PostMortemChanged if it has another version by now
     */
    public void approve(IncidentId id, long version, String by) {
        var seen = postMortems.get(id);
        if (seen.status() == Status.FINAL) {
            throw new PostMortemFinal(id);
        }
        requireSame(id, seen.version() == version);
        if (seen.status() != Status.SUBMITTED) {
            throw new ApprovalRefused("The post-mortem is a draft. Its authors submit it first.");
        }
        if (fourEyes == FourEyes.ENFORCE && seen.isAuthor(by)) {
            throw new ApprovalRefused("Somebody else must approve: you are one of its authors.");
        }
        requireSame(id, postMortems.approve(seen, by));
        timeline.decide(id, Decision.POST_MORTEM_RECORDED, "Post-mortem approved and final", by);
        fileActionItems(id);
    }

    private static void requireSame(IncidentId id, boolean isSame) {
        if (!isSame) {
            throw new PostMortemChanged(id);
        }
    }

    /** Files each line as an action item that is not filed yet. */
    public void fileActionItems(IncidentId id) {
        var lines = postMortems
                .find(id)
                .map(found -> ActionLine.of(found.sections().actionItems()))
                .orElse(List.of());
        var filed = lines.stream().filter(line -> actionItems.file(id, line)).count();
        if (filed > 0) {
            timeline.add(id, filed == 1 ? "1 action item filed" : filed + " action items filed", ACTOR);
        }
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
