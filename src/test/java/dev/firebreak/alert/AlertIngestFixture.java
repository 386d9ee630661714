package dev.firebreak.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.MovableClock;
import dev.firebreak.access.AlertSource;
import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.access.SourceTokenCheck;
import dev.firebreak.access.audit.ChainedAudit;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.format.FormatsFixture;
import dev.firebreak.alert.format.mapping.MappingSettings;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.mailbox.MailboxSettings;
import dev.firebreak.alert.noise.NoiseFixture;
import dev.firebreak.alert.noise.NoiseSettings;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pipeline.PipelineFixture;
import dev.firebreak.alert.pipeline.RejectionLog;
import dev.firebreak.alert.pull.PullSettings;
import dev.firebreak.alert.view.AlertViewFixture;
import dev.firebreak.alert.view.AlertViewFixture.ShownAlert;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.database.DatabaseReachability;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.SharedMappers;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.ProcessStartConfiguration;
import dev.firebreak.lifecycle.start.ProcessStarter;
import dev.firebreak.web.ClientAddress;
import dev.firebreak.web.ClientAddressFixture;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.RestController;

/**
 * Alert intake with the real engine, the real record and a small process, on a database of its own, without Boot: one
 * fixture is one node. The module's beans come from its own packages; the fixture supplies only what is outside.
 */
public class AlertIngestFixture implements AutoCloseable {

    static final Duration REPEAT = Duration.ofHours(4);

    /** The configured default severity of each source; senders of tests have another one. */
    static final String DEFAULT_SEVERITY = "medium";

    public static final IntakeSettings SETTINGS = settings(Duration.ofSeconds(15));

    public final MovableClock clock = MovableClock.running();
    /** Why the database can't be reached, or null. */
    volatile String away;

    final List<IncidentWithoutProcess> poisoned = new ArrayList<>();
    public final GenericApplicationContext context;
    private final TestDatabase database;

    /** Not a {@code @Configuration}, or the scan of all of Firebreak would find it. */
    @EnableTransactionManagement
    @ComponentScan(basePackageClasses = IntakeSettings.class, excludeFilters = @Filter(RestController.class))
    static class AlertModule {}

    final FaultyDataSource faultyDataSource;

    /** Sweeps only when a test does. */
    private static IntakeSettings settings(Duration deadline) {
        return new IntakeSettings(
                DataSize.ofMegabytes(32),
                deadline,
                1000,
                DataSize.ofMegabytes(256),
                REPEAT,
                Duration.ofDays(30),
                false);
    }

    public static AlertIngestFixture onH2() {
        return new AlertIngestFixture(TestDatabase.h2(), SETTINGS);
    }

    /** Requests have that long from their head to their answer. */
    public static AlertIngestFixture onH2(Duration deadline) {
        return new AlertIngestFixture(TestDatabase.h2(), settings(deadline));
    }

    static AlertIngestFixture onPostgres() {
        return new AlertIngestFixture(TestDatabase.postgres(), SETTINGS);
    }

    AlertIngestFixture(TestDatabase database, IntakeSettings settings) {
        this.database = database;
        var pool = database.open();
        database.migrate(pool);
        var source = faultyDataSource = new FaultyDataSource(pool);
        var beans = new AnnotationConfigApplicationContext();
        context = beans;
        beans.registerBean("database", javax.sql.DataSource.class, () -> source);
        beans.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(source));
        beans.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(source));
        beans.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
        beans.registerBean(Clock.class, () -> clock);
        beans.registerBean(NodeName.class);
        beans.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        beans.registerBean(DatabaseReachability.class, () -> () -> Optional.ofNullable(away));
        beans.registerBean(Catalog.class, AlertIngestFixture::catalog);
        beans.registerBean(ObjectMapper.class, () -> new ObjectMapper().findAndRegisterModules());
        beans.registerBean(IntakeSettings.class, () -> settings);
        beans.registerBean(NoiseSettings.class, () -> new NoiseSettings(List.of("Watchdog"), List.of("InfoInhibitor")));
        NoiseFixture.in(beans);
        beans.registerBean(MappingSettings.class, () -> new MappingSettings(FormatsFixture.MAPPINGS));
        beans.registerBean(
                PullSettings.class, () -> new PullSettings(Map.of(), Duration.ofMinutes(1), Duration.ofMinutes(5)));
        beans.registerBean(
                MailboxSettings.class,
                () -> new MailboxSettings(Map.of(), Duration.ofSeconds(30), Duration.ofSeconds(20)));
        beans.registerBean(SourceTokenCheck.class, () -> AlertIngestFixture::tokenInBody);
        beans.registerBean(SeverityWords.class, () -> SeverityWords.OF_THE_FIELD);
        beans.registerBean(DefaultSeverities.class, () -> name -> DEFAULT_SEVERITY);
        beans.registerBean("engine", ProcessEngineFactoryBean.class, () -> engine(beans));
        beans.registerBean(
                RuntimeService.class, () -> beans.getBean(ProcessEngine.class).getRuntimeService());
        beans.registerBean(ClientAddress.class, ClientAddressFixture::withoutProxy);
        beans.register(
                AlertModule.class,
                Incidents.class,
                IncidentMembers.class,
                Timeline.class,
                Lifecycle.class,
                ChainedAudit.class,
                Secrets.class);
        ProcessStartConfiguration.in(beans);
        beans.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> said
                    && said.getPayload() instanceof IncidentWithoutProcess found) {
                poisoned.add(found);
            }
        });
        beans.refresh();
        get(ProcessStarter.class).stop();
        deploy();
    }

    /** Plays the access module: a token names its source. */
    private static Optional<AlertSource> tokenInBody(Optional<String> token, HttpServletRequest request) {
        return token.filter(it -> it.startsWith("token-of-"))
                .map(it -> new AlertSource(it.substring("token-of-".length()), "high"));
    }

    private static ProcessEngineFactoryBean engine(GenericApplicationContext context) {
        var engine = SharedMappers.in(new SpringProcessEngineConfiguration());
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
                Map.of(
                        postgres.name(),
                        postgres,
                        "shop",
                        service("shop", "api"),
                        "api",
                        service("api", "database"),
                        "database",
                        service("database")),
                Map.of(target.name(), target),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                null);
    }

    private static Service service(String name, String... needs) {
        return new Service(name, null, "tier-2", "some", null, null, List.of(needs), null);
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

    /** Another node on the same database, at the same time. */
    public AlertIngestFixture secondNode() {
        var node = new AlertIngestFixture(database, SETTINGS);
        node.clock.moveTo(clock.instant());
        return node;
    }

    /** Empties the database, for tests that count everything in it. */
    public void clean() {
        faultyDataSource.clear();
        recordRejections();
        var engine = get(ProcessEngine.class);
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .list()
                .forEach(p -> engine.getRuntimeService().deleteProcessInstance(p.getId(), "cleaned"));
        for (var table : List.of(
                "alert_storm",
                "attached_group",
                "alert_inhibitor",
                "inhibited_alert",
                "alert_delivery",
                "alert_pending",
                "alert_slot",
                "alert",
                "alert_text",
                "alert_clearance",
                "alert_dead_letter",
                "alert_heartbeat",
                "silenced_alert",
                "silence",
                "mailbox_position",
                "mailbox_mail",
                "process_start",
                "judgement",
                "timeline_entry",
                "incident_member",
                "members_only",
                "incident")) {
            jdbc().sql("delete from " + table).update();
        }
        poisoned.clear();
        PipelineFixture.forgetFirings(context);
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

    /** Does what the starter, which is stopped here, does on its own. */
    public void startProcesses() {
        get(ProcessStarter.class).startDue();
    }

    CompletableFuture<IngestResult> send(String source, PayloadFixture payload) {
        return get(IngestQueue.class).take(payload(source, payload));
    }

    AlertPayload payload(String source, PayloadFixture payload) {
        return payload(source, payload, clock.instant());
    }

    AlertPayload payload(String source, PayloadFixture payload, Instant receivedAt) {
        return payload.read(get(AlertFormats.class), source, receivedAt);
    }

    /** Puts payloads into the journal as a node that dies before it applies them. */
    void journal(List<AlertPayload> payloads) {
        new TransactionTemplate(get(PlatformTransactionManager.class))
                .executeWithoutResult(status -> get(Journal.class).write(payloads));
    }

    boolean sweep() {
        return PipelineFixture.sweep(context);
    }

    /**
     * Sweeps until there are as many incidents as expected, for a minute at most. PostgreSQL may take a moment to see
     * that a killed client is gone; the sweeper passes over what is locked.
     */
    void sweepUntilIncidents(int expected) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        do {
            sweep();
            Thread.sleep(50);
        } while (incidents() != expected && System.nanoTime() < end);
    }

    void tidy() {
        PipelineFixture.tidy(context);
    }

    /** Waits until what was to be recorded of bad requests is. */
    void recordRejections() {
        get(RejectionLog.class).run(() -> {}).join();
    }

    void resolve(IncidentId incident) {
        get(Incidents.class).resolve(incident, "done", null);
    }

    public void merge(IncidentId from, IncidentId to) {
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

    public List<String> lines(IncidentId incident) {
        return timeline(incident).stream().map(TimelineEntry::what).toList();
    }

    List<ShownAlert> alerts(IncidentId incident) {
        return AlertViewFixture.alerts(context, incident);
    }

    /** As triage does it, which the small process lacks. */
    void judged(IncidentId incident, String alertSeverity) {
        ProcessStartConfiguration.judged(
                context, incident, Map.of("alertSeverity", alertSeverity, "usersAffected", "all"));
    }

    /** How often the process of an incident received {@code Cleared}, {@code FiredAgain} or {@code Worsened}. */
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
    public void stop() {
        context.close();
        faultyDataSource.close();
    }

    @Override
    public void close() {
        stop();
        database.drop();
    }
}
