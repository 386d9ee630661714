package dev.firebreak.lifecycle;

import dev.firebreak.ModuleBeans;
import dev.firebreak.engine.EngineCommand;
import dev.firebreak.engine.SharedMappers;
import dev.firebreak.incident.InMemoryRecord;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.springframework.context.support.GenericApplicationContext;

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
        var beans = beans(record, engine);
        beans.refresh();
        return beans.getBean(Lifecycle.class);
    }

    /** The beans of the module; the caller adds what else they need, and refreshes the context. */
    public static GenericApplicationContext beans(InMemoryRecord record, ProcessEngine engine) {
        var beans = ModuleBeans.context();
        beans.setParent(record.beans());
        beans.registerBean(RuntimeService.class, engine::getRuntimeService);
        beans.registerBean(RepositoryService.class, engine::getRepositoryService);
        beans.registerBean(TaskService.class, engine::getTaskService);
        beans.registerBean(ProcessEngine.class, () -> engine);
        beans.registerBean(EngineCommand.class);
        ModuleBeans.scan(beans, "dev.firebreak.lifecycle");
        return beans;
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
