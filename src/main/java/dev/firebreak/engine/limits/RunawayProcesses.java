package dev.firebreak.engine.limits;

import static dev.firebreak.database.DatabaseBulkhead.TIMERS;

import dev.firebreak.engine.NodeTrouble;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Suspends processes that passed a limit, and reports them. It works on a thread of its own, because the transaction
 * that notices rolls back, and looks again, because other transactions may add instances meanwhile. Suspended instances
 * keep their state; people resume or end them in Cockpit.
 */
@Component
class RunawayProcesses implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RunawayProcesses.class);
    private static final int PAGE = 500;
    private static final int ROUNDS = 20;
    private static final long PAUSE_MILLIS = 500;

    private final Supplier<ProcessEngine> engine;
    private final ApplicationEventPublisher events;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(TIMERS.daemons("runaway-processes"));

    /** @param engine a provider, because this exists before the engine */
    @Autowired
    RunawayProcesses(ObjectProvider<ProcessEngine> engine, ApplicationEventPublisher events) {
        this((Supplier<ProcessEngine>) engine::getObject, events);
    }

    RunawayProcesses(Supplier<ProcessEngine> engine, ApplicationEventPublisher events) {
        this.engine = engine;
        this.events = events;
    }

    /** Suspends the instances of one definition below one root process. */
    void suspendInstances(String root, String definition, int limit) {
        report(definition, "entered more than %,d activities in an hour".formatted(limit));
        thread.execute(() -> round(root, definition, 0));
    }

    /** Suspends a definition with its instances and the timers that start it. */
    void suspendDefinition(String definition, int limit) {
        report(definition, "was started by its timers more than %d times in an hour".formatted(limit));
        thread.execute(() -> attempt(() -> engine.get()
                .getRepositoryService()
                .updateProcessDefinitionSuspensionState()
                .byProcessDefinitionId(definition)
                .includeProcessInstances(true)
                .suspend()));
    }

    private void report(String definition, String what) {
        var key = definition.split(":", 2)[0];
        LOG.error("Process {} {} and is suspended", definition, what);
        events.publishEvent(new NodeTrouble(
                "process-suspended",
                key,
                "A process ran away and is suspended",
                "Process '%s' %s. Its instances are suspended and keep their state: correct the model, then end or resume them in Cockpit."
                        .formatted(key, what)));
    }

    private void round(String root, String definition, int round) {
        attempt(() -> suspendAll(root, definition));
        if (round < ROUNDS) {
            thread.schedule(() -> round(root, definition, round + 1), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void suspendAll(String root, String definition) {
        var found = active(root, definition);
        for (var from = 0; from < found.size(); from += PAGE) {
            engine.get()
                    .getRuntimeService()
                    .updateProcessInstanceSuspensionState()
                    .byProcessInstanceIds(found.subList(from, Math.min(found.size(), from + PAGE)))
                    .suspend();
        }
    }

    private List<String> active(String root, String definition) {
        return engine
                .get()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionId(definition)
                .active()
                .list()
                .stream()
                .filter(instance -> root.equals(instance.getRootProcessInstanceId()))
                .map(ProcessInstance::getId)
                .toList();
    }

    /** A conflict with a running job is ordinary: the next round tries again. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.info("A runaway process is not suspended yet: {}", e.toString());
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
