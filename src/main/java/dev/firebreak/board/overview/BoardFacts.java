package dev.firebreak.board.overview;

import dev.firebreak.access.Person;
import dev.firebreak.board.overview.BoardRow.Mark;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.status.OfferedTask;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the boards of all people are made of, read once for them. It has incidents that only their members may see:
 * {@link #open(Person)} and {@link #ended(Person)} are the ways to them.
 *
 * @param members the members of the incidents that only members may see
 * @param waiting how many models wait for release
 * @param frozen why all steps are frozen, or null
 */
record BoardFacts(
        List<Incident> allOpen,
        List<Incident> allEnded,
        Map<IncidentId, Set<String>> members,
        Map<IncidentId, List<OfferedTask>> tasks,
        Map<IncidentId, List<Mark>> marks,
        List<StatusStrip.Item> strip,
        long waiting,
        String frozen) {

    /** The open incidents that this person may see, newest first. */
    Stream<Incident> open(Person person) {
        return visible(allOpen, person);
    }

    /** The ended incidents that this person may see, newest first. */
    Stream<Incident> ended(Person person) {
        return visible(allEnded, person);
    }

    private Stream<Incident> visible(List<Incident> incidents, Person person) {
        return incidents.stream().filter(incident -> {
            var only = members.get(incident.id());
            return only == null || only.contains(person.id());
        });
    }

    /** The open tasks of the incident, the oldest first. */
    List<OfferedTask> tasks(Incident incident) {
        return tasks.getOrDefault(incident.id(), List.of());
    }

    List<Mark> marks(Incident incident) {
        return marks.getOrDefault(incident.id(), List.of());
    }
}
