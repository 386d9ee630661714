package dev.firebreak.lifecycle.worker;

import java.time.Duration;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.util.SingleConsumerCondition;

/**
 * Wakes one thread as soon as a transaction that made an external task has committed. The engine's public API only offers
 * polling; its REST module wakes long polls the same way. The only class that knows these two engine internals.
 */
final class Bell implements AutoCloseable {

    private final SingleConsumerCondition condition;

    private Bell(Thread listener) {
        this.condition = new SingleConsumerCondition(listener);
    }

    static Bell heardBy(Thread listener) {
        var bell = new Bell(listener);
        ProcessEngineImpl.EXT_TASK_CONDITIONS.addConsumer(bell.condition);
        return bell;
    }

    void ring() {
        condition.signal();
    }

    /** Called by the listener only. Returns early when rung, also when that was before this call. */
    void await(Duration longest) {
        condition.await(longest.toMillis());
    }

    @Override
    public void close() {
        ProcessEngineImpl.EXT_TASK_CONDITIONS.removeConsumer(condition);
    }
}
