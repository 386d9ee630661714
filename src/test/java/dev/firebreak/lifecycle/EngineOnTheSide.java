package dev.firebreak.lifecycle;

import dev.firebreak.incident.RecordInMemory;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real engine with no process in it: for tests of what the record remembers, whatever the process waits for. */
public class EngineOnTheSide implements AutoCloseable {

    private final ProcessEngine engine;
    private final Lifecycle lifecycle;

    /** @param record with {@code V7__process_start} */
    public EngineOnTheSide(RecordInMemory record) {
        var name = "side-" + UUID.randomUUID();
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setMetricsEnabled(false);
        engine = configuration.buildProcessEngine();
        lifecycle = lifecycle(record, engine);
    }

    static Lifecycle lifecycle(RecordInMemory record, ProcessEngine engine) {
        var batches = new JdbcTemplate(record.database());
        var starts = new ProcessStarts(batches, record.jdbc(), record.incidents(), event -> {}, record.clock());
        var worsening = new Worsening(starts, new Judgements(batches, record.jdbc()));
        var runtime = engine.getRuntimeService();
        var beginnings = new Beginnings(record.incidents(), record.timeline(), starts, runtime);
        return new Lifecycle(record.incidents(), record.timeline(), beginnings, starts, worsening, runtime);
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    @Override
    public void close() {
        engine.close();
    }
}
