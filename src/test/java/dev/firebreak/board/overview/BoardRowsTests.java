package dev.firebreak.board.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.incident.EndedFilter;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.lifecycle.status.OfferedTask;
import dev.firebreak.lifecycle.status.OpenTask;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One reading of the board, looked at by several people. */
@FirebreakTest
class BoardRowsTests {

    private static final Person CARLA = new Person("rowsCarla", "Carla", null, Set.of(Role.COMMANDER));
    private static final Person OLIVIA = new Person("rowsOlivia", "Olivia", null, Set.of(Role.OBSERVER));

    @Autowired
    BoardRows rows;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    private IncidentId shown;
    private IncidentId hidden;

    @BeforeEach
    void oneIncidentForAllAndOneForItsMembers() {
        shown = opened("Pool exhausted");
        hidden = opened("Key leaked");
        members.add(hidden, CARLA.id(), IncidentMembers.Part.ADDED);
        members.restrict(hidden);
    }

    private IncidentId opened(String title) {
        return incidents.open(new NewIncident(title, "mosaic-x", "pool", null, "test", false));
    }

    @AfterEach
    void theBoardIsEmptyAgain() {
        incidents.end(shown, IncidentStatus.CANCELLED, null);
        incidents.end(hidden, IncidentStatus.CANCELLED, null);
    }

    @Test
    @Tag("H29")
    void aViewerNeverSeesARowThatIsForOthers() {
        var facts = rows.facts(false);

        assertThat(ids(rows.open(facts, CARLA))).contains(shown, hidden);
        assertThat(ids(rows.open(facts, OLIVIA))).contains(shown).doesNotContain(hidden);

        incidents.end(hidden, IncidentStatus.CANCELLED, null);
        var after = rows.facts(true);
        assertThat(rows.ended(after, EndedFilter.ALL, null, CARLA))
                .extracting(Incident::id)
                .contains(hidden);
        assertThat(rows.ended(after, EndedFilter.ALL, null, OLIVIA))
                .extracting(Incident::id)
                .doesNotContain(hidden);
    }

    @Test
    void aRowHasTheButtonsOfItsViewer() {
        incidents.acknowledge(shown, "rex");
        var read = rows.facts(true);
        var task = new OpenTask("t", "Take command", null, Instant.now(), null, FormKeys.TAKE_COMMAND);
        var facts = new BoardFacts(
                read.allOpen(),
                read.allEnded(),
                read.members(),
                Map.of(shown, List.of(new OfferedTask(task, Set.of(Role.COMMANDER)))),
                Map.of(),
                List.of(),
                0,
                null);

        assertThat(row(rows.open(facts, CARLA)).button().label()).isEqualTo("Take command");
        assertThat(row(rows.open(facts, OLIVIA)).button()).isNull();
    }

    private BoardRow row(List<BoardRow> all) {
        return all.stream()
                .filter(row -> row.incident().id().equals(shown))
                .findFirst()
                .orElseThrow();
    }

    private static List<IncidentId> ids(List<BoardRow> all) {
        return all.stream().map(row -> row.incident().id()).toList();
    }
}
