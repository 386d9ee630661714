package dev.firebreak.worker.loop;

import java.time.Duration;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.util.SingleConsumerCondition;

/**
 * Wakes one thread as soon as a transaction that made an external task has committed. The engine's public API only offers
 * polling; its REST module wakes long polls the same way. The only class that knows these two engine internals.
 */
final class CommitSignal implements AutoCloseable {

    private final SingleConsumerCondition condition;

    private CommitSignal(Thread listener) {
        this.condition = new SingleConsumerCondition(listener);
    }

    static CommitSignal heardBy(Thread listener) {
        var bell = new CommitSignal(listener);
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
