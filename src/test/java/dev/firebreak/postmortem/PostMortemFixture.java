package dev.firebreak.postmortem;

import dev.firebreak.MovableClock;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Service;
import dev.firebreak.engine.OriginsByProcess;
import dev.firebreak.engine.ProcessOrigins;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.postmortem.action.ActionItems;
import dev.firebreak.postmortem.conformance.Conformance;
import dev.firebreak.postmortem.draft.PostMortemData;
import dev.firebreak.postmortem.edit.PostMortemService;
import dev.firebreak.postmortem.record.PostMortemSections;
import dev.firebreak.postmortem.record.PostMortems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** The post-mortem room on a database of its own, without Spring, and a clock that is moved by hand. */
public class PostMortemFixture {

    private static final Map<String, Contact> CONTACTS = Map.of(
            "carla", new Contact("carla", "Carla Commander", "carla@firebreak.test"),
            "rex", new Contact("rex", "Rex Responder", "rex@firebreak.test"));

    public final MovableClock clock = new MovableClock();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    public final InMemoryRecord record = new InMemoryRecord(
            clock,
            "V3__alert",
            "V6__postmortem",
            "V11__judgement",
            "V18__people_behind_power",
            "V71__post_mortem_library",
            "V72__action_change",
            "V73__change_attempt",
            "V74__action_origin");
    public final Timeline timeline = record.timeline();
    public final PostMortems postMortems;
    public final ActionItems actions;
    public final PostMortemService service;
    public final PostMortemData data;
    private final Incidents incidents = record.incidents();

    public PostMortemFixture(Path data) {
        context.setEnvironment(new MockEnvironment().withProperty("firebreak.base-url", "https://firebreak.test/"));
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(JdbcClient.class, record::jdbc);
        context.registerBean(Incidents.class, () -> incidents);
        context.registerBean(Timeline.class, () -> timeline);
        context.registerBean(Evidence.class, () -> record.evidence(data));
        context.registerBean(Catalog.class, PostMortemFixture::catalog);
        context.registerBean(Accounts.class, FakeAccounts::new);
        context.registerBean(ProcessOrigins.class, OriginsByProcess::new);
        context.register(PersonCommands.class, OwnIncident.class, DisplayNames.class);
        context.registerBean("actionReminders", Object.class, Object::new); // its loop has nobody to remind here
        context.registerBean("historyConformance", Conformance.class, () -> incident -> List.of());
        context.getBeanFactory().setConversionService(new ApplicationConversionService());
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.scan(PostMortemFixture.class.getPackageName());
        context.refresh();
        this.postMortems = context.getBean(PostMortems.class);
        this.actions = context.getBean(ActionItems.class);
        this.service = context.getBean(PostMortemService.class);
        this.data = context.getBean(PostMortemData.class);
    }

    /** A form with all mandatory sections, and with {@code more}. */
    public static PostMortemSections form(Map<String, Object> more) {
        var form = new HashMap<String, Object>(
                Map.of("summary", "Pool was empty", "dataLoss", "no", "why1", "no connection was left"));
        form.putAll(more);
        return PostMortemSections.of(form);
    }

    /** The person reads the post-mortem and approves it. */
    public void approves(String person, IncidentId incident) {
        service.approve(incident, postMortems.get(incident).version(), person);
    }

    /** The delegates of the post-mortem process, by bean name. */
    public Map<String, JavaDelegate> delegates() {
        return context.getBeansOfType(JavaDelegate.class);
    }

    /** Keeps what a person submits, as the engine does when a task is completed. */
    public void submits(String person, IncidentId incident, Map<String, Object> form) {
        context.getBean(PersonCommands.class).add(incident, FormKeys.COMPLETE_POST_MORTEM, person, form);
    }

    /** The controller of the HTTP API. */
    Object controller() {
        return context.getBean("postMortemController");
    }

    public void passes(Duration time) {
        clock.passes(time);
    }

    public Instant now() {
        return clock.instant();
    }

    /** An incident on mosaic-postgres, acknowledged by rex, commanded by carla, resolved after 72 minutes. */
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

    /** Mia is the only account, and not in the catalogue. */
    private static final class FakeAccounts implements Accounts {

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
