package dev.firebreak.postmortem;

import dev.firebreak.MovableClock;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Service;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.action.ActionItems;
import dev.firebreak.postmortem.draft.PostMortemData;
import dev.firebreak.postmortem.edit.PostMortemService;
import dev.firebreak.postmortem.record.PostMortems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The post-mortem room on a database of its own, without Spring, and a clock that is moved by hand. */
public class PostMortemFixture {

    private static final Map<String, Contact> CONTACTS = Map.of(
            "carla", new Contact("carla", "Carla Commander", "carla@firebreak.test"),
            "rex", new Contact("rex", "Rex Responder", "rex@firebreak.test"));

    public final MovableClock clock = new MovableClock();

    public final InMemoryRecord record = new InMemoryRecord(clock, "V6__postmortem");
    final Incidents incidents = record.incidents();
    public final Timeline timeline = record.timeline();
    public final PostMortems postMortems = new PostMortems(record.jdbc(), clock);
    public final ActionItems actions = new ActionItems(record.jdbc(), clock);
    public final PostMortemService service = new PostMortemService(incidents, timeline, postMortems, actions, clock);
    public final PostMortemData data;

    public PostMortemFixture(Path data) {
        this.data = new PostMortemData(
                incidents, timeline, record.evidence(data), postMortems, actions, catalog(), new Nobody());
    }

    /** An incident on mosaic-postgres, taken by rex, led by carla, resolved after 72 minutes. */
    public IncidentId resolved() {
        var id = record.incident();
        incidents.acknowledge(id, "rex");
        incidents.command(id, "carla");
        clock.passes(Duration.ofMinutes(72));
        incidents.resolve(id, "idle sessions were closed", "a worker leaks connections");
        return id;
    }

    private static Catalog catalog() {
        return new Catalog(
                "mosaic",
                Map.of(
                        "mosaic-postgres", service("mosaic-postgres"),
                        "mosaic-gitea", service("mosaic-gitea", "mosaic-postgres")),
                Map.of(),
                CONTACTS,
                Map.of(),
                List.of(),
                Map.of(),
                null);
    }

    private static Service service(String name, String... dependsOn) {
        return new Service(name, "web", "tier-1", "many", null, null, List.of(dependsOn), null);
    }

    /** Only Mia has an account without being in the catalogue. */
    private static final class Nobody implements Accounts {

        @Override
        public Optional<Person> authenticate(String id, String password) {
            return Optional.empty();
        }

        @Override
        public Optional<Person> find(String id) {
            return id.equals("mia")
                    ? Optional.of(new Person("mia", "Mia", "mia@firebreak.test", Set.of(Role.RESPONDER)))
                    : Optional.empty();
        }

        @Override
        public void createIfMissing(String id, String name, String mail, String password, Set<Role> roles) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasAdmin() {
            return true;
        }
    }
}
