package dev.firebreak.database;

import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Connection bulkheads: each has a pool of its own, so that exhausting one pool never delays users of another and slow
 * users never delay a page (guarantees.md "Engine settings", guarantees.md B6). A thread belongs to {@link #PEOPLE}
 * unless it sets another bulkhead; a transaction keeps the connection that it began with.
 */
public enum DatabaseBulkhead {
    /** Incoming alerts, outgoing pages, and the renewal of locks for running work. */
    PAGING,
    /** The engine's jobs, such as the timers that escalate a page. */
    TIMERS,
    /** Runbook steps and announcements. */
    STEPS,
    /** HTTP requests of users and programs, and the application's start. */
    PEOPLE,
    /** The check whether the database answers: what exhausts another pool does not look like a database that hangs. */
    CHECK;

    private static final ThreadLocal<DatabaseBulkhead> CURRENT = new ThreadLocal<>();

    /** The bulkhead from which this thread takes its next connection. */
    public static DatabaseBulkhead current() {
        var current = CURRENT.get();
        return current == null ? PEOPLE : current;
    }

    /** Creates a thread that belongs to this bulkhead for its whole life. */
    public Thread thread(Runnable work, String name) {
        return new Thread(around(work), name);
    }

    /** Creates daemon threads of this bulkhead, which don't keep the JVM alive. */
    public ThreadFactory daemons(String name) {
        return work -> {
            var thread = thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Wraps the work so that the thread which runs it belongs to this bulkhead meanwhile. */
    public Runnable around(Runnable work) {
        return () -> call(() -> {
            work.run();
            return null;
        });
    }

    /** Runs the work with this thread in this bulkhead, then restores the previous one. */
    public <T> T call(Supplier<T> work) {
        var before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }
}
