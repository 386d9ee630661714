package dev.firebreak.runbook;

import dev.firebreak.ModuleBeans;
import dev.firebreak.MovableClock;
import dev.firebreak.access.AccountChanges;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Audit;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.BusinessCalendar;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.database.MigratedDatabase;
import dev.firebreak.database.NewTransaction;
import dev.firebreak.engine.DecisionTables;
import dev.firebreak.engine.FixedForms;
import dev.firebreak.engine.ProcessOrigins;
import dev.firebreak.engine.SeenForm;
import dev.firebreak.engine.TaskCompletion;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.runbook.approval.ApprovalService;
import dev.firebreak.runbook.approval.FormDecisions;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.Steps;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** The ledger, the phases and a real H2, without an engine; targets are folders (see {@link LampTestStep}). */
public final class RunbookFixture implements AutoCloseable {

    public final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    public final MovableClock clock = new MovableClock();
    final List<String> audit = new ArrayList<>();
    public final IncidentId incident;
    final Path folder;
    /** The catalogue in force. */
    public volatile Catalog catalog;

    public boolean auditBroken;
    /** Whether this node is cut off from its database: calls hang as long as they may, and then fail. */
    public volatile boolean isCutOff;
    /** What authorize-step answers to the ledger. */
    public String authorized = "one";
    /** What the ledger last told authorize-step. */
    public Map<String, Object> asked = Map.of();
    /** The person who started the process that orders the step; null if no person did. */
    public String startedBy;
    /** The models in force on the way, by their author. */
    public final Map<String, String> authors = new HashMap<>();
    /** Who changed roles or password of an account last, and when. */
    public final Map<String, AccountChanges.PowerChange> powerChanges = new HashMap<>();

    /** One step as its process instance sees it. */
    public final class Run {
        public final Map<String, Object> variables = new HashMap<>(Map.of("target", "lamp", "word", "on"));
        String instance = UUID.randomUUID().toString();
        final String topic;
        /** Other tasks that the person has completed around the step. */
        public Set<String> earlier = Set.of();

        /** How the person saw the form; null for the shipped form in Tasklist. */
        public SeenForm seen;

        private String planTask = UUID.randomUUID().toString();

        Run(String topic) {
            this.topic = topic;
            variables.put("step", topic);
            variables.put("incidentId", incident.value());
            variables.put("approval", "one");
        }

        public Run with(String name, Object value) {
            variables.put(name, value);
            return this;
        }

        public Run in(String processInstance) {
            instance = processInstance;
            return this;
        }

        public Run plan() throws Exception {
            planTask = UUID.randomUUID().toString();
            return planAgain();
        }

        public Run planAgain() throws Exception {
            return perform("plan", planTask);
        }

        public Run approvedBy(String who) {
            approve(who, true);
            return this;
        }

        public ApprovalService.Decision approve(String who, boolean granted) {
            return together(() -> {
                completes(who, FormDecisions.APPROVE, Map.of("approved", granted));
                return beans.getBean(ApprovalService.class)
                        .approve(UUID.fromString(text("stepId")), instance, text("approval"));
            });
        }

        boolean settle(String who, String settlement) {
            return together(() -> {
                completes(who, FormDecisions.SETTLE, Map.of("settlement", settlement, "comment", "I looked"));
                return beans.getBean(ApprovalService.class).settle(UUID.fromString(text("stepId")), instance);
            });
        }

        /** Like the engine does it, in the transaction that completes the task. */
        public void completes(String who, String form, Map<String, Object> submitted) {
            var task = UUID.randomUUID().toString();
            var said = new TaskCompletion(task, form, instance, who, submitted, variables, earlier, seen(form));
            if (beans.getBean(FormDecisions.class).handles(form)) {
                beans.getBean(FormDecisions.class).onCompletion(said);
            }
        }

        private SeenForm seen(String form) {
            return seen != null ? seen : new SeenForm(FixedForms.isFixed(form) ? FixedForms.sha256(form) : null, null);
        }

        private <T> T together(Supplier<T> work) {
            var transactions = beans.getBean(PlatformTransactionManager.class);
            return new TransactionTemplate(transactions).execute(status -> work.get());
        }

        public Run execute() throws Exception {
            return perform("execute", "task-2");
        }

        public Run verify() throws Exception {
            return perform("verify", "task-3");
        }

        public String text(String name) {
            return String.valueOf(variables.get(name));
        }

        public String outcome() {
            return text("stepOutcome");
        }

        public Step step() {
            return beans.getBean(Steps.class)
                    .find(UUID.fromString(text("stepId")))
                    .orElseThrow();
        }

        private Run perform(String phase, String task) throws Exception {
            variables.put("phase", phase);
            var externalTask = new ExternalTask(
                    task, topic, incident, instance, "run-step", phase, "node:" + UUID.randomUUID(), variables);
            var handler = beans.getBean("step:" + topic, ExternalTaskHandler.class);
            variables.putAll(handler.perform(externalTask));
            return this;
        }
    }

    public RunbookFixture(Path folder, String... properties) {
        this(folder, "mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, properties);
    }

    public RunbookFixture(Path folder, String database, IncidentId known, String... properties) {
        this.folder = folder;
        var source = source(database);
        MigratedDatabase.in(source);
        TestPropertyValues.of("firebreak.effects=live", "firebreak.data-dir=" + folder.resolve("data"))
                .and(properties)
                .applyTo(beans);
        var line = new Line(source);
        beans.registerBean(javax.sql.DataSource.class, () -> line);
        beans.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(line));
        beans.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(line));
        beans.registerBean(JdbcClient.class, () -> JdbcClient.create(line));
        beans.registerBean(Clock.class, () -> clock);
        catalog = catalog(folder);
        beans.registerBean(CurrentCatalog.class, () -> () -> catalog);
        beans.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        beans.registerBean(Accounts.class, People::new);
        beans.registerBean(Audit.class, Chain::new);
        beans.registerBean(DecisionTables.class, () -> (decision, facts) -> {
            asked = facts;
            return authorized;
        });
        beans.registerBean(ProcessOrigins.class, Origins::new);
        beans.registerBean(AccountChanges.class, Changes::new);
        beans.register(
                LocalValidatorFactoryBean.class,
                Settings.class,
                Incidents.class,
                Timeline.class,
                NewTransaction.class,
                DisplayNames.class);
        ModuleBeans.scan(beans, "dev.firebreak.runbook");
        beans.register(LampTestStep.class, DestructiveTestStep.class, ReversibleTestStep.class, WatchTestStep.class);
        beans.register(Secrets.class, Evidence.class);
        beans.refresh();
        incident = known != null ? known : open();
    }

    static JdbcDataSource source(String database) {
        var source = new JdbcDataSource();
        source.setUrl("jdbc:h2:" + database + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE");
        return source;
    }

    /** The module's own beans, without what asks for the web or the engine. */
    @Configuration
    @ConfigurationPropertiesScan({"dev.firebreak.runbook", "dev.firebreak.incident"})
    static class Settings {}

    IncidentId open() {
        return beans.getBean(Incidents.class)
                .open(new NewIncident("Lamp is off", "lamp", "off", "lamp", "test", false));
    }

    /** Any step of the module, on the target "lamp", whose setting "folder" is the folder of the test. */
    public Run step(String topic) {
        return new Run(topic);
    }

    /** What a reading answers to its process. */
    public Map<String, Object> read(String topic, String target) throws Exception {
        var task = new ExternalTask(
                "task-1",
                topic,
                incident,
                "instance",
                "runbook",
                "look",
                "node:" + UUID.randomUUID(),
                Map.of("target", target));
        return beans.getBean("step:" + topic, ExternalTaskHandler.class).perform(task);
    }

    public Run flip() {
        return new Run("test.flip");
    }

    /** A reversible step. */
    public Run nudge(String target) {
        return new Run("test.nudge").with("target", target);
    }

    public Run smash() {
        return new Run("test.smash");
    }

    public Run approved() throws Exception {
        return flip().plan().approvedBy("carla");
    }

    public void there(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void gone(String file) {
        try {
            Files.deleteIfExists(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> effects() {
        try {
            return Files.exists(folder.resolve("effects")) ? Files.readAllLines(folder.resolve("effects")) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> timeline() {
        return beans.getBean(Timeline.class).of(incident).stream()
                .map(TimelineEntry::what)
                .toList();
    }

    /** The rows of the audit: action, actor, and whether four eyes were kept. */
    public List<String> audit() {
        return List.copyOf(audit);
    }

    public Evidence evidence() {
        return beans.getBean(Evidence.class);
    }

    @Override
    public void close() {
        beans.close();
    }

    /** The same catalogue with another target of that name, or without it if null. */
    public Catalog with(String name, Target target) {
        var targets = new HashMap<>(catalog.targets());
        targets.remove(name);
        if (target != null) {
            targets.put(name, target);
        }
        return new Catalog("mosaic", Map.of(), targets, Map.of(), Map.of(), List.of(), Map.of(), catalog.calendar());
    }

    private static Catalog catalog(Path folder) {
        var settings = Map.of("folder", folder.toString());
        var targets = Map.of(
                "lamp", new Target("lamp", "test", "tier-2", true, false, settings, Map.of()),
                "lamp-2",
                        new Target("lamp-2", "test", "tier-2", true, false, settings, Map.of("test.flip.word", "two")),
                "box", new Target("box", "docker", "tier-2", true, false, Map.of("container", "box"), Map.of()),
                "toy", new Target("toy", "test", "tier-3", true, false, settings, Map.of()),
                "asleep", new Target("asleep", "test", "tier-2", false, false, settings, Map.of()),
                "vault", new Target("vault", "test", "tier-1", true, true, settings, Map.of()));
        var calendar =
                new BusinessCalendar(ZoneOffset.UTC, LocalTime.of(9, 0), LocalTime.of(17, 0), Set.of(), Set.of());
        return new Catalog("mosaic", Map.of(), targets, Map.of(), Map.of(), List.of(), Map.of(), calendar);
    }

    /** The way from this node to its database. */
    private final class Line extends DelegatingDataSource {

        /** As long as our pool and driver wait for a database that hangs. */
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        Line(javax.sql.DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var end = System.nanoTime() + PATIENCE.toNanos();
            while (isCutOff) {
                if (System.nanoTime() >= end) {
                    throw new SQLTransientConnectionException("played: the database does not answer");
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            return super.getConnection();
        }
    }

    private final class Origins implements ProcessOrigins {
        @Override
        public Optional<String> businessKey(DelegateExecution execution) {
            return Optional.of(incident.value());
        }

        @Override
        public Optional<String> businessKey(String processInstance) {
            return Optional.of(incident.value());
        }

        @Override
        public Optional<String> startedBy(String processInstance) {
            return Optional.ofNullable(startedBy);
        }

        @Override
        public Map<String, String> authors(
                String processInstance, Collection<String> decisions, Collection<String> forms) {
            return Map.copyOf(authors);
        }
    }

    private final class Changes implements AccountChanges {
        @Override
        public void record(String by, String action, Map<String, String> facts) {}

        @Override
        public void powerChanged(String account, String by) {
            powerChanges.put(account, new PowerChange(by, clock.instant()));
        }

        @Override
        public Optional<PowerChange> latest(String account) {
            return Optional.ofNullable(powerChanges.get(account));
        }
    }

    private final class Chain implements Audit {
        @Override
        public void record(String chain, String actor, String action, Map<String, String> facts) {
            if (auditBroken) {
                throw new IllegalStateException("the audit row can't be written");
            }
            var fourEyes = facts.getOrDefault("fourEyes", "kept");
            audit.add(action + " by " + actor + (fourEyes.equals("kept") ? "" : ", four eyes " + fourEyes));
        }

        @Override
        public Optional<String> verify() {
            return Optional.empty();
        }
    }

    private static final class People implements Accounts {
        @Override
        public Optional<Person> authenticate(String id, String password) {
            return Optional.empty();
        }

        @Override
        public Optional<Person> find(String id) {
            return switch (id) {
                case "carla", "cora" -> Optional.of(new Person(id, id, id + "@x", Set.of(Role.COMMANDER)));
                case "rex" -> Optional.of(new Person(id, id, id + "@x", Set.of(Role.RESPONDER)));
                default -> Optional.empty();
            };
        }

        @Override
        public void createIfMissing(String id, String name, String mail, String password, Set<Role> roles) {}

        @Override
        public boolean hasAdmin() {
            return true;
        }
    }
}
