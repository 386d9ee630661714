package dev.firebreak.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AlertSource;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.PoisonedDelivery;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.Starter;
import dev.firebreak.lifecycle.Starting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.util.unit.DataSize;

/**
 * The front door with the real engine, the real record and a small process, on a database of its own, without Boot: one
 * Hall is one node.
 */
class Hall implements AutoCloseable {

    static final Duration REPEAT = Duration.ofHours(4);
    /** Sweeps when it is told to. */
    static final IntakeSettings SETTINGS = new IntakeSettings(
            DataSize.ofMegabytes(32),
            Duration.ofSeconds(15),
            1000,
            DataSize.ofMegabytes(256),
            REPEAT,
            Duration.ofDays(30),
            false);

    final TestClock clock = new TestClock();
    final List<PoisonedDelivery> poisoned = new ArrayList<>();
    final GenericApplicationContext context;
    private final TestDatabase database;

    @EnableTransactionManagement
    static class Transactions {}

    final Tripwire tripwire;

    static Hall onH2() {
        return new Hall(TestDatabase.h2(), SETTINGS);
    }

    static Hall onPostgres() {
        return new Hall(TestDatabase.postgres(), SETTINGS);
    }

    Hall(TestDatabase database, IntakeSettings settings) {
        this.database = database;
        var pool = database.open();
        database.migrate(pool);
        var source = tripwire = new Tripwire(pool);
        var rooms = new AnnotationConfigApplicationContext();
        context = rooms;
        rooms.registerBean("database", javax.sql.DataSource.class, () -> source);
        rooms.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(source));
        rooms.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(source));
        rooms.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
        rooms.registerBean(Clock.class, () -> clock);
        rooms.registerBean(Catalog.class, Hall::catalog);
        rooms.registerBean(ObjectMapper.class, () -> new ObjectMapper().findAndRegisterModules());
        rooms.registerBean(IntakeSettings.class, () -> settings);
        rooms.registerBean("engine", ProcessEngineFactoryBean.class, () -> engine(rooms));
        rooms.registerBean(
                RuntimeService.class, () -> rooms.getBean(ProcessEngine.class).getRuntimeService());
        rooms.register(Transactions.class, Incidents.class, Timeline.class, Lifecycle.class, AlertTables.class);
        Starting.in(rooms);
        rooms.register(Journal.class, Slots.class, KeptAlerts.class, OpenIncidents.class, Clearance.class);
        rooms.register(Gathering.class, Rounds.class, Failures.class, Poison.class, Writing.class, Intake.class);
        rooms.register(Staleness.class, Sweeper.class, Aside.class, SelfReports.class, InFlight.class);
        rooms.register(FrontDoor.class, AlertsOfIncident.class);
        rooms.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> said
                    && said.getPayload() instanceof PoisonedDelivery found) {
                poisoned.add(found);
            }
        });
        rooms.refresh();
        get(Starter.class).stop();
        deploy();
    }

    private static ProcessEngineFactoryBean engine(GenericApplicationContext context) {
        var engine = new SpringProcessEngineConfiguration();
        engine.setDataSource(context.getBean(javax.sql.DataSource.class));
        engine.setTransactionManager(context.getBean(PlatformTransactionManager.class));
        engine.setDatabaseSchemaUpdate("true");
        engine.setJobExecutorActivate(false);
        engine.setHistory("audit");
        engine.setCmmnEnabled(false);
        engine.setMetricsEnabled(false);
        engine.setApplicationContext(context);
        engine.setIdGenerator(new StrongUuidGenerator()); // as the starter does
        var factory = new ProcessEngineFactoryBean();
        factory.setProcessEngineConfiguration(engine);
        return factory;
    }

    private static Catalog catalog() {
        var postgres =
                new Service("mosaic-postgres", "postgres", "tier-1", "all", "mosaic-postgres", null, List.of(), null);
        var target = new Target("mosaic-postgres", "postgres", "tier-1", false, false, Map.of(), Map.of());
        return new Catalog(
                "mosaic",
                Map.of(postgres.name(), postgres),
                Map.of(target.name(), target),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                null);
    }

    void deploy() {
        get(ProcessEngine.class)
                .getRepositoryService()
                .createDeployment()
                .name("lifecycle")
                .addInputStream(
                        "incident-lifecycle.bpmn",
                        Hall.class.getResourceAsStream("/alerts/incident-lifecycle.bpmn.xml"))
                .enableDuplicateFiltering(true)
                .deploy();
    }

    /** From now on no incident can begin. */
    void breakTheProcess() {
        RepositoryService repository = get(ProcessEngine.class).getRepositoryService();
        repository.createDeploymentQuery().list().forEach(d -> repository.deleteDeployment(d.getId(), false));
    }

    /** As new: for tests that count everything there is. */
    void clean() {
        tripwire.clear();
        get(Aside.class).run(() -> {}).join();
        var engine = get(ProcessEngine.class);
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .list()
                .forEach(p -> engine.getRuntimeService().deleteProcessInstance(p.getId(), "cleaned"));
        for (var table : List.of(
                "alert_delivery",
                "alert_pending",
                "alert_slot",
                "alert",
                "alert_text",
                "alert_clearance",
                "alert_dead_letter",
                "process_start",
                "judgement",
                "timeline_entry",
                "incident")) {
            jdbc().sql("delete from " + table).update();
        }
        poisoned.clear();
        deploy();
    }

    TestDatabase database() {
        return database;
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    /** Sends and waits until it is answered. */
    Answer post(Payload payload) {
        return post("default", payload);
    }

    Answer post(String source, Payload payload) {
        try {
            var answer = send(source, payload).get(30, TimeUnit.SECONDS);
            startProcesses();
            return answer;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the starter does on its own, though not in a hall: when it is due. */
    void startProcesses() {
        get(Starter.class).startDue();
    }

    CompletableFuture<Answer> send(String source, Payload payload) {
        return get(Intake.class).take(delivery(source, payload));
    }

    Delivery delivery(String source, Payload payload) {
        var body = payload.toBytes();
        return new Delivery(
                UUID.randomUUID(),
                new AlertSource(source, "high"),
                clock.instant(),
                Gzip.packed(body),
                body.length,
                AlertmanagerFormat.read(body));
    }

    void resolve(IncidentId incident) {
        get(Incidents.class).resolve(incident, "done", null);
    }

    void merge(IncidentId from, IncidentId to) {
        get(Incidents.class).end(from, IncidentStatus.MERGED, to);
    }

    int incidents() {
        return count("select count(*) from incident");
    }

    int count(String sql) {
        return jdbc().sql(sql).query(Integer.class).single();
    }

    List<TimelineEntry> timeline(IncidentId incident) {
        return get(Timeline.class).of(incident);
    }

    List<String> lines(IncidentId incident) {
        return timeline(incident).stream().map(TimelineEntry::what).toList();
    }

    List<ShownAlert> alerts(IncidentId incident) {
        return get(AlertsOfIncident.class).list(incident, 20_000, 0);
    }

    /** As triage does it, which a hall has none of. */
    void judged(IncidentId incident, String alertSeverity) {
        Starting.judged(context, incident, Map.of("alertSeverity", alertSeverity, "usersAffected", "all"));
    }

    /** How often the process of an incident heard {@code Cleared}, {@code FiredAgain} or {@code Worsened}. */
    long heard(IncidentId incident, String message) {
        HistoryService history = get(ProcessEngine.class).getHistoryService();
        var process = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .singleResult();
        return history.createHistoricActivityInstanceQuery()
                .processInstanceId(process.getId())
                .activityId("StartEvent_" + message)
                .count();
    }

    Object variable(IncidentId incident, String name) {
        var variable = get(ProcessEngine.class)
                .getRuntimeService()
                .createVariableInstanceQuery()
                .variableName(name)
                .list()
                .stream()
                .filter(v -> v.getProcessInstanceId().equals(processOf(incident)))
                .findFirst();
        return variable.map(v -> v.getValue()).orElse(null);
    }

    String processOf(IncidentId incident) {
        return get(ProcessEngine.class)
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .singleResult()
                .getId();
    }

    static IncidentId incident(Answer answer) {
        return new IncidentId(answer.incidents().get(0));
    }

    /** Leaves the database to others. */
    void stop() {
        context.close();
        tripwire.close();
    }

    @Override
    public void close() {
        stop();
        database.drop();
    }
}
