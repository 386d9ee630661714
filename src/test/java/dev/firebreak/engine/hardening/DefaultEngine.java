package dev.firebreak.engine.hardening;

import dev.firebreak.engine.SharedMappers;
import java.util.UUID;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/** An engine with default settings, without Spring, for tests of our changes. */
final class DefaultEngine {

    private DefaultEngine() {}

    static ProcessEngine with(Consumer<ProcessEngineConfigurationImpl> change) {
        var configuration = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
        var name = "bare" + UUID.randomUUID().toString().replace("-", "");
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=1000");
        configuration.setEnforceHistoryTimeToLive(false);
        change.accept(configuration);
        return configuration.buildProcessEngine();
    }

    static void deploy(ProcessEngine engine, String bpmn) {
        engine.getRepositoryService()
                .createDeployment()
                .addString("model.bpmn", bpmn)
                .deploy();
    }
}
