package dev.firebreak.worker.loop;

import java.time.Duration;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.util.SingleConsumerCondition;

/**
 * Wakes one thread as soon as a transaction that created an external task commits. The engine's public API offers only
 * polling; its REST module wakes long polls in the same way. Only this class uses these two internals of the engine.
 */
final class CommitSignal implements AutoCloseable {

    private final SingleConsumerCondition condition;

    private CommitSignal(Thread listener) {
        this.condition = new SingleConsumerCondition(listener);
    }

    static CommitSignal waking(Thread listener) {
        var signal = new CommitSignal(listener);
        ProcessEngineImpl.EXT_TASK_CONDITIONS.addConsumer(signal.condition);
        return signal;
    }

    void send() {
        condition.signal();
    }

    /** Waits for a signal or the timeout. Only the listener may call it; a signal before the call counts. */
    void await(Duration atMost) {
        condition.await(atMost.toMillis());
    }

    @Override
    public void close() {
        ProcessEngineImpl.EXT_TASK_CONDITIONS.removeConsumer(condition);
    }
}
