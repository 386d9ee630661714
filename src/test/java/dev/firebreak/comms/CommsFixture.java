package dev.firebreak.comms;

import dev.firebreak.ModuleBeans;
import dev.firebreak.MovableClock;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.InMemoryAccounts;
import dev.firebreak.access.Role;
import dev.firebreak.access.audit.ChainedAudit;
import dev.firebreak.catalog.BusinessCalendar;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Rota;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Service;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.NotificationDelivery;
import dev.firebreak.comms.delivery.NotificationDispatcher;
import dev.firebreak.comms.delivery.RefusedAddresses;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.PracticeRecipients;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.change.IncidentChanges;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.worker.ExternalTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * The comms module with a real database, real templates, a catalogue with five people, and the channels of the test.
 */
public class CommsFixture {

    public static final Contact RITA = new Contact("rita", "Rita Responder", "rita@example.org");
    public static final Contact SAM = new Contact("sam", "Sam Second", "sam@example.org");
    public static final Contact MO = new Contact("mo", "Mo Manager", "mo@example.org");
    public static final Contact EVE = new Contact("eve", "Eve Executive", "eve@example.org");
    public static final Contact CATO = new Contact("cato", "Cato Catch-All", "cato@example.org");

    public final MovableClock clock = new MovableClock();
    public final MockEnvironment environment = new MockEnvironment()
            .withProperty("firebreak.base-url", "https://firebreak.example.org/")
            .withProperty("firebreak.comms.bundle.every", "0s");
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final IncidentId incident;
    private final InMemoryRecord record = new InMemoryRecord(
            clock,
            "V5__comms",
            "V7__process_start",
            "V18__people_behind_power",
            "V25__page_bundles",
            "V26__on_call_plan",
            "V55__on_call_override",
            "V56__contact_methods",
            "V57__shift_reminder",
            "V61__incident_room",
            "V90__drill");
    private final List<Object> published = new CopyOnWriteArrayList<>();
    private final Accounts accounts = new InMemoryAccounts();
    private List<Channel> channels = List.of();
    private Catalog catalog = catalog(Map.of("primary", RITA, "secondary", SAM, "manager", MO));

    public CommsFixture() {
        incident = record.incident();
    }

    public CommsFixture with(Channel... some) {
        channels = List.of(some);
        return this;
    }

    public CommsFixture with(Catalog other) {
        catalog = other;
        return this;
    }

    /** Adds a contact to the audience engineering, which already contains Rita and Sam. */
    public CommsFixture with(Contact listener) {
        var contacts = new LinkedHashMap<>(catalog.contacts());
        contacts.put(listener.id(), listener);
        var audiences = new LinkedHashMap<>(catalog.audiences());
        audiences.put("engineering", List.of(RITA, SAM, listener));
        catalog = new Catalog(
                catalog.profile(),
                catalog.services(),
                catalog.targets(),
                contacts,
                catalog.rotas(),
                catalog.ladder(),
                audiences,
                catalog.calendar());
        return this;
    }

    /** One person a rota; the ladder is primary, secondary, manager. A rota that isn't named has no people. */
    public static Catalog catalog(Map<String, Contact> onCall) {
        var ladder = List.of("primary", "secondary", "manager");
        var rotas = new LinkedHashMap<String, Rota>();
        ladder.forEach(name -> rotas.put(
                name,
                new Rota(
                        name,
                        ZoneOffset.UTC,
                        LocalDateTime.parse("2026-01-05T09:00"),
                        Duration.ofDays(7),
                        onCall.containsKey(name) ? List.of(onCall.get(name)) : List.of())));
        var contacts = new LinkedHashMap<>(Map.of("rita", RITA, "sam", SAM, "mo", MO, "eve", EVE, "cato", CATO));
        onCall.values().forEach(person -> contacts.put(person.id(), person));
        return new Catalog(
                "mosaic",
                Map.of(
                        "mosaic-postgres",
                        new Service("mosaic-postgres", "postgres", "tier-1", "all", null, null, List.of(), null)),
                Map.of(),
                contacts,
                rotas,
                ladder,
                Map.of("engineering", List.of(RITA, SAM), "executives", List.of(EVE, SAM), "catch-all", List.of(CATO)),
                new BusinessCalendar(
                        ZoneOffset.UTC, LocalTime.of(9, 0), LocalTime.of(17, 0), Set.of(DayOfWeek.MONDAY), Set.of()));
    }

    public Catalog catalog() {
        return catalog;
    }

    public JdbcClient jdbc() {
        return record.jdbc();
    }

    /** The events of this type so far. */
    public <T> List<T> published(Class<T> type) {
        return published.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public DataSource database() {
        return record.database();
    }

    public InMemoryRecord record() {
        return record;
    }

    public Incidents incidents() {
        return record.incidents();
    }

    public Timeline timeline() {
        return record.timeline();
    }

    public List<String> timelineLines() {
        return timeline().of(incident).stream().map(TimelineEntry::what).toList();
    }

    public void account(String person, Role... roles) {
        accounts.createIfMissing(person, person, person + "@example.org", "correct horse battery", Set.of(roles));
    }

    /** An update that a person gave, for an audience or, if it is null, for those of the severity. */
    public void gives(String person, String text, String audience) {
        var fields = new HashMap<>(Map.of("updateText", text));
        if (audience != null) {
            fields.put("audiences", audience);
        }
        bean(PersonCommands.class).add(incident, MessageNames.UPDATE_GIVEN, person, fields);
    }

    public Deliveries deliveries() {
        return bean(Deliveries.class);
    }

    public RefusedAddresses refused() {
        return bean(RefusedAddresses.class);
    }

    public NotificationDispatcher dispatcher() {
        return bean(NotificationDispatcher.class);
    }

    public MessageTemplates templates() {
        return bean(MessageTemplates.class);
    }

    public Links links() {
        return bean(Links.class);
    }

    public MessageModel model() {
        return bean(MessageModel.class);
    }

    public <T> T bean(Class<T> type) {
        return beans().getBean(type);
    }

    /** The module's beans with the channels and the catalogue that the test gives, and those of further packages. */
    public ApplicationContext beans(String... more) {
        var beans = new AnnotationConfigApplicationContext();
        beans.setEnvironment(environment);
        beans.registerBean(DataSource.class, record::database);
        beans.registerBean(PracticeRecipients.class, () -> record.beans().getBean(PracticeRecipients.class));
        beans.registerBean(JdbcClient.class, record::jdbc);
        beans.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(record.database()));
        beans.registerBean(MeterRegistry.class, () -> meters);
        beans.registerBean(Clock.class, () -> clock);
        beans.registerBean(Catalog.class, () -> catalog);
        beans.registerBean(Incidents.class, record::incidents);
        beans.registerBean(Timeline.class, record::timeline);
        beans.registerBean(IncidentMembers.class, record::members);
        beans.registerBean(IncidentChanges.class, () -> record.beans().getBean(IncidentChanges.class));
        beans.registerBean(PracticeRecipients.class, () -> record.beans().getBean(PracticeRecipients.class));
        beans.registerBean(IncidentRoles.class, () -> record.beans().getBean(IncidentRoles.class));
        beans.registerBean(Secrets.class, () -> InMemorySecrets.of(environment));
        for (var n = 0; n < channels.size(); n++) {
            var channel = channels.get(n);
            beans.registerBean("channel" + n, Channel.class, () -> channel);
        }
        beans.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> payload) {
                published.add(payload.getPayload());
            }
        });
        beans.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(record.database()));
        beans.registerBean(Accounts.class, () -> accounts);
        beans.register(Settings.class, PersonCommands.class, ChainedAudit.class, DisplayNames.class, NodeGate.class);
        ModuleBeans.scan(
                beans,
                "dev.firebreak.comms.announce",
                "dev.firebreak.comms.bridge",
                "dev.firebreak.comms.delivery",
                "dev.firebreak.comms.message",
                "dev.firebreak.comms.personal");
        if (more.length > 0) {
            ModuleBeans.scan(beans, more);
        }
        beans.refresh();
        return beans;
    }

    @Configuration
    @EnableTransactionManagement(proxyTargetClass = true)
    @ConfigurationPropertiesScan({
        "dev.firebreak.comms.bridge",
        "dev.firebreak.comms.message",
        "dev.firebreak.comms.announce",
        "dev.firebreak.comms.delivery",
        "dev.firebreak.oncall.reminder"
    })
    static class Settings {}

    /** The same message for every person. */
    public static NotificationDelivery.Messages messages(String subject, String text) {
        return new NotificationDelivery.Messages() {
            @Override
            public Message write(Contact to) {
                return new Message(subject, text);
            }

            @Override
            public Message bundle(Contact to, List<NotificationKey> pages) {
                return new Message(subject + " of " + pages.size(), text);
            }
        };
    }

    /** An external task as the worker hands it over; its id is the same over all tries. */
    public ExternalTask task(String topic, Map<String, Object> variables) {
        return new ExternalTask(
                UUID.randomUUID().toString(), topic, incident, "instance", "page-on-call", "Task", "try", variables);
    }
}
