package dev.firebreak.lifecycle;

import dev.firebreak.access.Accounts;
import dev.firebreak.engine.SharedMappers;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.lifecycle.severity.SeverityAssessments;
import dev.firebreak.lifecycle.severity.SeverityEscalation;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.start.ProcessStartOutbox;
import dev.firebreak.lifecycle.start.SecurityIncidents;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A real engine without process definitions: for tests of the record that do not depend on the process. It holds no
 * state, so all tests of a JVM share it.
 */
public class EmptyEngine {

    private final Lifecycle lifecycle;

    /** @param record with {@code V7__process_start} and {@code V18__people_behind_power} */
    public EmptyEngine(InMemoryRecord record) {
        lifecycle = lifecycle(record, Shared.ENGINE);
    }

    public static Lifecycle lifecycle(InMemoryRecord record, ProcessEngine engine) {
        var batches = new JdbcTemplate(record.database());
        var starts = new ProcessStartOutbox(batches, record.jdbc(), record.incidents(), event -> {}, record.clock());
        var security = new SecurityIncidents(record.members(), record.timeline(), event -> {});
        var worsening = new SeverityEscalation(starts, new SeverityAssessments(batches, record.jdbc()), security);
        var runtime = engine.getRuntimeService();
        var beginnings = new IncidentOpener(record.incidents(), record.timeline(), starts, security, runtime);
        return new Lifecycle(
                commands(record),
                record.incidents(),
                record.timeline(),
                record.members(),
                beginnings,
                starts,
                worsening,
                runtime);
    }

    public static PersonCommands commands(InMemoryRecord record) {
        var nobody = new StaticListableBeanFactory().getBeanProvider(Accounts.class);
        return new PersonCommands(record.jdbc(), record.incidents(), nobody, record.clock());
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    private static final class Shared {

        static final ProcessEngine ENGINE = start();

        private static ProcessEngine start() {
            var name = "side-" + UUID.randomUUID();
            var configuration = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
            configuration.setProcessEngineName(name);
            configuration.setJdbcUrl("jdbc:h2:mem:" + name);
            configuration.setMetricsEnabled(false);
            return configuration.buildProcessEngine();
        }
    }
}
