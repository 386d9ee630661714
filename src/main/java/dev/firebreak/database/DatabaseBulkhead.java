package dev.firebreak.database;

import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Who shares connections to Firebreak's database with whom. A lane that is full makes its own wait and nobody else, so that
 * slow users never hold up a page (guarantees.md "Engine settings", B6). A thread is in the lane of {@link #PEOPLE} until it says
 * otherwise; a transaction keeps the connection it began with.
 */
public enum DatabaseBulkhead {
    /** Alerts that come in, pages that go out, and the locks of work that is going on. */
    PAGING,
    /** The engine's jobs: the timers that escalate a page. */
    TIMERS,
    /** Runbook steps and announcements. */
    STEPS,
    /** Whoever asks over HTTP, and the start. */
    PEOPLE;

    private static final ThreadLocal<DatabaseBulkhead> CURRENT = new ThreadLocal<>();

    /** Where this thread's next connection comes from. */
    public static DatabaseBulkhead current() {
        var lane = CURRENT.get();
        return lane == null ? PEOPLE : lane;
    }

    /** A thread that is in this lane as long as it lives. */
    public Thread thread(Runnable work, String name) {
        return new Thread(around(work), name);
    }

    /** Makes threads of this lane that don't keep the application from ending. */
    public ThreadFactory daemons(String name) {
        return work -> {
            var thread = thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    public Runnable around(Runnable work) {
        return () -> call(() -> {
            work.run();
            return null;
        });
    }

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
