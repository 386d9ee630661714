package dev.firebreak.postmortem.draft;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.incident.evidence.EvidenceItem;
import dev.firebreak.postmortem.action.ActionItem;
import dev.firebreak.postmortem.action.ActionItems;
import dev.firebreak.postmortem.action.ActionLine;
import dev.firebreak.postmortem.conformance.Conformance;
import dev.firebreak.postmortem.conformance.Deviation;
import dev.firebreak.postmortem.lint.IncidentPeople;
import dev.firebreak.postmortem.record.PostMortem;
import dev.firebreak.postmortem.record.PostMortems;
import java.util.List;
import org.springframework.stereotype.Component;

/** Collects the data of a post-mortem document. */
@Component
public class PostMortemData {

    /**
     * The data of one post-mortem.
     *
     * @param timeline names people by their role
     * @param services the incident's service first, then those of its alerts
     * @param usersAffected as the severity was assessed, such as {@code many}
     * @param authors display names
     * @param unfiled the lines of action items that are not filed yet
     */
    public record All(
            Incident incident,
            PostMortem postMortem,
            List<TimelineEntry> timeline,
            List<String> services,
            String usersAffected,
            List<String> authors,
            List<ActionItem> actions,
            List<ActionLine> unfiled,
            List<EvidenceItem> evidence,
            List<Deviation> deviations) {}

    private final Incidents incidents;
    private final Timeline timeline;
    private final Evidence evidence;
    private final PostMortems postMortems;
    private final ActionItems actions;
    private final RecordedImpact impact;
    private final CurrentCatalog catalog;
    private final Accounts accounts;
    private final DisplayNames names;
    private final IncidentPeople people;
    private final Conformance conformance;

    PostMortemData(
            Incidents incidents,
            Timeline timeline,
            Evidence evidence,
            PostMortems postMortems,
            ActionItems actions,
            RecordedImpact impact,
            CurrentCatalog catalog,
            Accounts accounts,
            DisplayNames names,
            IncidentPeople people,
            Conformance conformance) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.evidence = evidence;
        this.postMortems = postMortems;
        this.actions = actions;
        this.impact = impact;
        this.catalog = catalog;
        this.accounts = accounts;
        this.names = names;
        this.people = people;
        this.conformance = conformance;
    }

    /** Throws {@link dev.firebreak.postmortem.record.PostMortemUnknown} if the incident has no post-mortem. */
    public All about(IncidentId id) {
        var incident = incidents.get(id);
        var entries = timeline.of(id);
        var postMortem = published(postMortems.get(id), incident, entries);
        var roles = new RoleNames(incident, this::isPerson);
        var filed = actions.of(id);
        return new All(
                incident,
                postMortem,
                entries.stream().map(roles::replaceIn).map(this::inWords).toList(),
                impact.services(incident),
                impact.usersAffected(id),
                postMortem.authors().stream().map(names::of).toList(),
                filed,
                unfiled(postMortem, filed),
                evidence.of(id),
                conformance.of(id).stream()
                        .map(it -> new Deviation(
                                it.at(),
                                it.kind(),
                                it.expected(),
                                it.done(),
                                names.actor(roles.of(it.who())),
                                it.reason()))
                        .toList());
    }

    /** A final version differs from the lines that were filed with its approval: it names no people. */
    private List<ActionLine> unfiled(PostMortem postMortem, List<ActionItem> filed) {
        return postMortem.status() == PostMortem.Status.FINAL && !filed.isEmpty()
                ? List.of()
                : actions.unfiled(
                        postMortem.incident(),
                        ActionLine.of(postMortem.sections().actionItems()));
    }

    /** The final version names roles instead of people. */
    private PostMortem published(PostMortem postMortem, Incident incident, List<TimelineEntry> entries) {
        return postMortem.status() == PostMortem.Status.FINAL
                ? postMortem.with(
                        postMortem.sections().map(people.of(incident, entries, postMortem.authors())::redacted))
                : postMortem;
    }

    /** Parts of Firebreak by the words of the pages: {@code assess-severity} is "Severity table". */
    private TimelineEntry inWords(TimelineEntry entry) {
        return new TimelineEntry(
                entry.number(), entry.at(), entry.milestone(), entry.what(), names.actor(entry.who()), entry.details());
    }

    private boolean isPerson(String who) {
        return catalog.current().contact(who).isPresent() || accounts.find(who).isPresent();
    }
}
