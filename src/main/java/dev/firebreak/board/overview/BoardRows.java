package dev.firebreak.board.overview;

import dev.firebreak.access.Person;
import dev.firebreak.board.action.ActionPanel;
import dev.firebreak.board.action.Situation;
import dev.firebreak.board.overview.BoardRow.Mark;
import dev.firebreak.board.page.DisplayNames;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.status.OpenTask;
import dev.firebreak.lifecycle.status.ProcessStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads the open incidents as one person sees them, with one query for each kind of fact. */
@Component
class BoardRows {

    /** More open incidents than people look at; the filters find the others' page by its address only. */
    static final int MAX_OPEN = 500;

    private final Incidents incidents;
    private final ProcessStatus status;
    private final Catalog catalog;
    private final Deliveries deliveries;
    private final DisplayNames names;
    private final Clock clock;

    BoardRows(
            Incidents incidents,
            ProcessStatus status,
            Catalog catalog,
            Deliveries deliveries,
            DisplayNames names,
            Clock clock) {
        this.incidents = incidents;
        this.status = status;
        this.catalog = catalog;
        this.deliveries = deliveries;
        this.names = names;
        this.clock = clock;
    }

    /** The worst first. */
    List<BoardRow> open(Person person) {
        var now = clock.instant();
        var open = incidents.list(true, MAX_OPEN, 0, person.id());
        var ids = open.stream().map(Incident::id).toList();
        var tasks = status.tasksOf(ids);
        var mine = status.tasksFor(person, ids);
        var marks = marks(open);
        return open.stream()
                .map(incident -> {
                    var own = mine.getOrDefault(incident.id(), List.of());
                    return new BoardRow(
                            incident,
                            IncidentCard.of(incident, tasks.getOrDefault(incident.id(), List.of()), now),
                            names.of(incident.commander()),
                            names.of(incident.acknowledgedBy()),
                            ActionPanel.primary(situation(incident, own, person))
                                    .orElse(null),
                            person.id().equals(incident.commander())
                                    || own.stream().anyMatch(task -> person.id().equals(task.assignee())),
                            marks.getOrDefault(incident.id(), List.of()));
                })
                .sorted(BoardRow.BY_SEVERITY)
                .toList();
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
            if (catalog.service(incident.service()).isEmpty()) {
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
                        "",
                        List.of()))
                .toList();
        return new Situation(incident, false, forms, person, names::of);
    }
}
