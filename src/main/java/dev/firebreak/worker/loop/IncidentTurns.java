package dev.firebreak.worker.loop;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;

/**
 * One after another, the threads of this node complete the tasks of an incident: page and announcement end at the same
 * moment, both change the tree of its process, and PostgreSQL finds such a deadlock only after a second.
 */
class IncidentTurns {

    private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    /** Tasks of one incident have the same lock; two incidents may share one. */
    Lock of(LockedExternalTask task) {
        var key = task.getBusinessKey() == null ? task.getProcessInstanceId() : task.getBusinessKey();
        return locks[Math.floorMod(key.hashCode(), locks.length)];
    }
}
