package dev.firebreak.access.audit;

import dev.firebreak.ModuleBeans;
import dev.firebreak.MovableClock;
import dev.firebreak.access.AccessDatabase;
import dev.firebreak.access.Audit;
import dev.firebreak.access.audit.anchor.Anchoring;
import dev.firebreak.access.audit.anchor.AuditVerification;
import dev.firebreak.access.audit.log.AuditLog;
import dev.firebreak.access.audit.log.LogTable;
import dev.firebreak.database.NodeName;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.evidence.Evidence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** One node's audit, log and anchors with a real database and a data directory. Nothing runs in the background. */
public class AuditFixture implements AutoCloseable {

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @ConfigurationPropertiesScan({"dev.firebreak.access.audit", "dev.firebreak.incident"})
    static class Settings {}

    public final MovableClock clock = new MovableClock();
    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    private final DataSource database;
    private final List<Object> published = new ArrayList<>();

    public AuditFixture(Path data) {
        this(AccessDatabase.source(), data);
    }

    /** A node on a database that has our tables. */
    public AuditFixture(DataSource database, Path data) {
        this.database = database;
        beans.setEnvironment(new MockEnvironment()
                .withProperty("firebreak.data-dir", data.toString())
                .withProperty("firebreak.audit.background", "false")
                .withProperty("firebreak.audit.anchor-after", "10"));
        beans.register(Settings.class);
        beans.registerBean(DataSource.class, () -> database);
        beans.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database));
        beans.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        beans.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(database));
        beans.registerBean(Clock.class, () -> clock);
        beans.registerBean(NodeName.class);
        ModuleBeans.scan(beans, "dev.firebreak.access.audit", "dev.firebreak.incident");
        beans.addApplicationListener(event -> {
            if (event instanceof org.springframework.context.PayloadApplicationEvent<?> payload) {
                published.add(payload.getPayload());
            }
        });
        beans.refresh();
    }

    public Audit audit() {
        return beans.getBean(Audit.class);
    }

    public AuditLog log() {
        return beans.getBean(AuditLog.class);
    }

    public LogTable table() {
        return beans.getBean(LogTable.class);
    }

    public Anchoring anchoring() {
        return beans.getBean(Anchoring.class);
    }

    public AuditVerification verification() {
        return beans.getBean(AuditVerification.class);
    }

    public Incidents incidents() {
        return beans.getBean(Incidents.class);
    }

    public Timeline timeline() {
        return beans.getBean(Timeline.class);
    }

    public Evidence evidence() {
        return beans.getBean(Evidence.class);
    }

    public <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database);
    }

    public DataSource database() {
        return database;
    }

    /** The events of this type so far. */
    public <T> List<T> published(Class<T> type) {
        return published.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Adds all waiting rows to the log, as the background loop does. */
    public void advance() {
        while (log().advance()) {
            // the next piece
        }
    }

    public List<String> findings() {
        return verification().verify().findings();
    }

    /** The lines of the export. */
    public List<String> export() {
        return table().rows(0, Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(row -> row.line())
                .toList();
    }

    @Override
    public void close() {
        beans.close();
    }
}
