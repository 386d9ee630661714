package dev.firebreak.board.overview;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.board.action.ActionPanel;
import dev.firebreak.board.action.Situation;
import dev.firebreak.board.overview.BoardRow.Mark;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.database.SingleFlightRead;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.engine.release.ModelRelease;
import dev.firebreak.incident.EndedFilter;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.change.IncidentChanges;
import dev.firebreak.lifecycle.status.OfferedTask;
import dev.firebreak.lifecycle.status.OpenTask;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.runbook.view.FreezeView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads the incidents of the board with one query for each kind of fact, once for all people who look at the same time,
 * and picks what one person sees.
 */
@Component
class BoardRows {

    /** More open incidents than people look at; the filters find the others' page by its address only. */
    static final int MAX_OPEN = 500;

    /** More than people look at, so that members-only incidents among them don't make a page short. */
    private static final int SPARE = 100;

    static final int MAX_ENDED = 20;

    private final Incidents incidents;
    private final IncidentMembers members;
    private final ProcessStatus status;
    private final CurrentCatalog catalog;
    private final Deliveries deliveries;
    private final DisplayNames names;
    private final StatusStrip strip;
    private final ModelRelease release;
    private final FreezeView freeze;
    private final Clock clock;
    private final SingleFlightRead<BoardFacts> facts;

    BoardRows(
            Incidents incidents,
            IncidentMembers members,
            IncidentChanges changes,
            ProcessStatus status,
            CurrentCatalog catalog,
            Deliveries deliveries,
            DisplayNames names,
            StatusStrip strip,
            ModelRelease release,
            FreezeView freeze,
            BoardSettings settings,
            Clock clock) {
        this.incidents = incidents;
        this.members = members;
        this.status = status;
        this.catalog = catalog;
        this.deliveries = deliveries;
        this.names = names;
        this.strip = strip;
        this.release = release;
        this.freeze = freeze;
        this.clock = clock;
        this.facts =
                new SingleFlightRead<>(this::read, () -> changes.committed() + members.restricted(), settings.kept());
    }

    /**
     * The facts of all boards.
     *
     * @param isAfterPress whether the person has just changed something, which may be no change of an incident
     */
    BoardFacts facts(boolean isAfterPress) {
        return isAfterPress ? facts.latest() : facts.get();
    }

    /** Who may see an incident is read last: an incident that becomes members-only meanwhile is hidden already. */
    private BoardFacts read() {
        var open = incidents.newest(true, MAX_OPEN + SPARE);
        var ended = incidents.newest(false, MAX_ENDED + SPARE);
        var tasks = status.offeredTasksOf(
                Stream.concat(open.stream(), ended.stream().filter(BoardRows::isToLearnFrom))
                        .map(Incident::id)
                        .toList());
        var marks = marks(open);
        var seen =
                Stream.concat(open.stream(), ended.stream()).map(Incident::id).toList();
        return new BoardFacts(
                open,
                ended,
                members.restrictedAmong(seen),
                tasks,
                marks,
                strip.items(),
                release.waiting(),
                freeze.reason());
    }

    /** The open incidents as the person sees them, the worst first. */
    List<BoardRow> open(BoardFacts facts, Person person) {
        var now = clock.instant();
        return facts.open(person)
                .limit(MAX_OPEN)
                .map(incident -> row(facts, incident, person, now))
                .sorted(BoardRow.BY_SEVERITY)
                .toList();
    }

    /** The ended incidents that still want something from the person, such as the post-mortem; the newest first. */
    List<BoardRow> afterwards(BoardFacts facts, Person person) {
        var now = clock.instant();
        return facts.ended(person)
                .filter(BoardRows::isToLearnFrom)
                .map(incident -> row(facts, incident, person, now))
                .filter(row -> row.button() != null)
                .toList();
    }

    /** Its process goes on until the post-mortem is complete. */
    private static boolean isToLearnFrom(Incident incident) {
        return incident.status() == IncidentStatus.RESOLVED;
    }

    private BoardRow row(BoardFacts facts, Incident incident, Person person, Instant now) {
        var tasks = facts.tasks(incident);
        var own = tasks.stream()
                .filter(task -> task.isFor(person))
                .map(OfferedTask::task)
                .toList();
        return new BoardRow(
                incident,
                IncidentCard.of(incident, tasks.stream().map(OfferedTask::task).toList(), now),
                names.of(incident.commander()),
                names.of(incident.acknowledgedBy()),
                ActionPanel.primary(situation(incident, own, person)).orElse(null),
                person.id().equals(incident.commander())
                        || own.stream().anyMatch(task -> person.id().equals(task.assignee())),
                facts.marks(incident));
    }

    /**
     * One page of the ended incidents that pass and that the person may see, newest first.
     *
     * @param before the last incident of the page before; null for the first page
     */
    List<Incident> ended(BoardFacts facts, EndedFilter filter, IncidentId before, Person person) {
        var isFirst = before == null && filter.equals(EndedFilter.ALL);
        var first = isFirst ? facts.ended(person).limit(MAX_ENDED).toList() : List.<Incident>of();
        var isWhole = first.size() == MAX_ENDED || facts.allEnded().size() < MAX_ENDED + SPARE;
        return isFirst && isWhole ? first : incidents.ended(filter, before, MAX_ENDED, person.id());
    }

    private Map<IncidentId, List<Mark>> marks(List<Incident> open) {
        var notStarting = status.notStarting();
        var stuck = status.stuckIncidents();
        var unpaged = deliveries.failedPages(open.stream()
                .filter(incident -> incident.acknowledgedBy() == null && incident.commander() == null)
                .map(Incident::id)
                .toList());
        var marks = new HashMap<IncidentId, List<Mark>>();
        for (var incident : open) {
            var own = new ArrayList<Mark>();
            Optional.ofNullable(notStarting.get(incident.id()))
                    .ifPresent(why -> own.add(new Mark("process does not start", why)));
            Optional.ofNullable(stuck.get(incident.id()))
                    .ifPresent(step -> own.add(new Mark("stuck step", step.activity() + ", " + step.why())));
            Optional.ofNullable(unpaged.get(incident.id())).ifPresent(why -> own.add(new Mark("page failed", why)));
            if (catalog.current().service(incident.service()).isEmpty()) {
                own.add(new Mark("not in the catalogue", ""));
            }
            marks.put(incident.id(), own);
        }
        return marks;
    }

    /** The tasks are this person's already, so they are the only candidate. */
    private Situation situation(Incident incident, List<OpenTask> own, Person person) {
        var forms = own.stream()
                .map(task -> new FormTask(
                        task.id(),
                        task.name(),
                        task.form(),
                        task.assignee(),
                        Set.of(person.id()),
                        task.due(),
                        Map.of(),
                        List.of()))
                .toList();
        return new Situation(incident, false, forms, person, names::of);
    }
}
