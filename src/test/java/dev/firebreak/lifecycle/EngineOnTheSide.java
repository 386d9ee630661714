package dev.firebreak.lifecycle;

import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/** A real engine with no process in it: for tests of what the record remembers, whatever the process waits for. */
public class EngineOnTheSide implements AutoCloseable {

    private final ProcessEngine engine;
    private final Lifecycle lifecycle;

    public EngineOnTheSide(Incidents incidents, Timeline timeline) {
        var name = "side-" + UUID.randomUUID();
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setMetricsEnabled(false);
        engine = configuration.buildProcessEngine();
        lifecycle = new Lifecycle(incidents, timeline, engine.getRuntimeService());
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    @Override
    public void close() {
        engine.close();
    }
}
