package dev.firebreak.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.MovableClock;
import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.dedup.AlertTables;
import dev.firebreak.alert.format.alertmanager.AlertmanagerFormat;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.AllClearNotifier;
import dev.firebreak.alert.grouping.Correlator;
import dev.firebreak.alert.grouping.IngestResult;
import dev.firebreak.alert.grouping.OpenIncidents;
import dev.firebreak.alert.grouping.Staleness;
import dev.firebreak.alert.http.AlertEndpoint;
import dev.firebreak.alert.http.InFlightLimit;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Gzip;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.pipeline.BatchProcessor;
import dev.firebreak.alert.pipeline.BatchWriter;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pipeline.PoisonMessages;
import dev.firebreak.alert.pipeline.RejectionLog;
import dev.firebreak.alert.pipeline.RetryPolicy;
import dev.firebreak.alert.pipeline.SelfMonitoring;
import dev.firebreak.alert.pipeline.Sweeper;
import dev.firebreak.alert.view.AlertView;
import dev.firebreak.alert.view.AlertsOfIncident;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.ProcessStartConfiguration;
import dev.firebreak.lifecycle.start.ProcessStarter;
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
public class AlertIngestFixture implements AutoCloseable {

    static final Duration REPEAT = Duration.ofHours(4);
    /** Sweeps when it is told to. */
    public static final IntakeSettings SETTINGS = new IntakeSettings(
            DataSize.ofMegabytes(32),
            Duration.ofSeconds(15),
            1000,
            DataSize.ofMegabytes(256),
            REPEAT,
            Duration.ofDays(30),
            false);

    public final MovableClock clock = MovableClock.running();
    final List<IncidentWithoutProcess> poisoned = new ArrayList<>();
    final GenericApplicationContext context;
    private final TestDatabase database;

    @EnableTransactionManagement
    static class Transactions {}

    final FaultyDataSource faultyDataSource;

    public static AlertIngestFixture onH2() {
        return new AlertIngestFixture(TestDatabase.h2(), SETTINGS);
    }

    static AlertIngestFixture onPostgres() {
        return new AlertIngestFixture(TestDatabase.postgres(), SETTINGS);
    }

    AlertIngestFixture(TestDatabase database, IntakeSettings settings) {
        this.database = database;
        var pool = database.open();
        database.migrate(pool);
        var source = faultyDataSource = new FaultyDataSource(pool);
        var rooms = new AnnotationConfigApplicationContext();
        context = rooms;
        rooms.registerBean("database", javax.sql.DataSource.class, () -> source);
        rooms.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(source));
        rooms.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(source));
        rooms.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
        rooms.registerBean(Clock.class, () -> clock);
        rooms.registerBean(Catalog.class, AlertIngestFixture::catalog);
        rooms.registerBean(ObjectMapper.class, () -> new ObjectMapper().findAndRegisterModules());
        rooms.registerBean(IntakeSettings.class, () -> settings);
        rooms.registerBean("engine", ProcessEngineFactoryBean.class, () -> engine(rooms));
        rooms.registerBean(
                RuntimeService.class, () -> rooms.getBean(ProcessEngine.class).getRuntimeService());
        rooms.register(Transactions.class, Incidents.class, Timeline.class, Lifecycle.class, AlertTables.class);
        ProcessStartConfiguration.in(rooms);
        rooms.register(
                Journal.class, AlertGroups.class, AlertRepository.class, OpenIncidents.class, AllClearNotifier.class);
        rooms.register(
                Correlator.class,
                BatchProcessor.class,
                RetryPolicy.class,
                PoisonMessages.class,
                BatchWriter.class,
                IngestQueue.class);
        rooms.register(Staleness.class, Sweeper.class, RejectionLog.class, SelfMonitoring.class, InFlightLimit.class);
        rooms.register(AlertEndpoint.class, AlertsOfIncident.class);
        rooms.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> said
                    && said.getPayload() instanceof IncidentWithoutProcess found) {
                poisoned.add(found);
            }
        });
        rooms.refresh();
        get(ProcessStarter.class).stop();
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
                        AlertIngestFixture.class.getResourceAsStream("/alerts/incident-lifecycle.bpmn.xml"))
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
        faultyDataSource.clear();
        get(RejectionLog.class).run(() -> {}).join();
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

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    /** Sends and waits until it is answered. */
    IngestResult post(PayloadFixture payload) {
        return post("default", payload);
    }

    IngestResult post(String source, PayloadFixture payload) {
        try {
            var result = send(source, payload).get(30, TimeUnit.SECONDS);
            startProcesses();
            return result;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the starter does on its own, though not in a hall: when it is due. */
    void startProcesses() {
        get(ProcessStarter.class).startDue();
    }

    CompletableFuture<IngestResult> send(String source, PayloadFixture payload) {
        return get(IngestQueue.class).take(delivery(source, payload));
    }

    AlertPayload delivery(String source, PayloadFixture payload) {
        var body = payload.toBytes();
        return new AlertPayload(
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

    public int count(String sql) {
        return jdbc().sql(sql).query(Integer.class).single();
    }

    List<TimelineEntry> timeline(IncidentId incident) {
        return get(Timeline.class).of(incident);
    }

    List<String> lines(IncidentId incident) {
        return timeline(incident).stream().map(TimelineEntry::what).toList();
    }

    List<AlertView> alerts(IncidentId incident) {
        return get(AlertsOfIncident.class).list(incident, 20_000, 0);
    }

    /** As triage does it, which a hall has none of. */
    void judged(IncidentId incident, String alertSeverity) {
        ProcessStartConfiguration.judged(
                context, incident, Map.of("alertSeverity", alertSeverity, "usersAffected", "all"));
    }

    /** How often the process of an incident heard {@code Cleared}, {@code FiredAgain} or {@code Worsened}. */
    public long heard(IncidentId incident, String message) {
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

    static IncidentId incident(IngestResult result) {
        return new IncidentId(result.incidents().get(0));
    }

    /** Leaves the database to others. */
    void stop() {
        context.close();
        faultyDataSource.close();
    }

    @Override
    public void close() {
        stop();
        database.drop();
    }
}
