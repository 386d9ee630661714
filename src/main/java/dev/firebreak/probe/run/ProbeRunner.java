package dev.firebreak.probe.run;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.Probe;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.declaration.Declarations;
import dev.firebreak.probe.declaration.ProbeSettings;
import dev.firebreak.probe.run.ProbeRows.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs the probes that are due. A run is leased in the table, so two nodes never run it twice; the lease is longer than
 * the time limit of the probe, so it ends only if the node does (ADR 44). This node runs a number of probes at a time,
 * and never one that still hangs here.
 */
@Component
public class ProbeRunner implements BackgroundWork {

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(30);

    /** From the limit of a probe to the end of its lease: to write the result. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(20);

    /** How long a check may go on after its limit before its thread is given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration KEPT = Duration.ofDays(90);

    private static final Logger log = LoggerFactory.getLogger(ProbeRunner.class);

    private final CurrentDeclarations declared;
    private final ProbeRows rows;
    private final ProbeResults results;
    private final ProbeSettings settings;
    private final NodeGate gate;
    private final Secrets secrets;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final ExecutorService threads = Executors.newCachedThreadPool(STEPS.daemons("probe"));
    private final Map<String, Run> running = new ConcurrentHashMap<>();
    private final BackgroundLoop loop = new BackgroundLoop(STEPS, "probes", EVERY, this::runDue);
    private final BackgroundLoop watch = new BackgroundLoop(STEPS, "probe-watch", WATCH_EVERY, this::watch);
    private volatile Declarations known = new Declarations(Map.of(), Map.of(), Map.of());
    private volatile Instant up;

    /** One run on this node. Who sets {@code settled} first, the check or its limit, writes the result. */
    private static final class Run {
        private final Lease lease;
        private final Deadline deadline;
        private final Deadline limit;
        private final long began = System.nanoTime();
        private final AtomicBoolean settled = new AtomicBoolean();
        private volatile Future<?> thread;

        Run(Lease lease, Duration timeout) {
            this.lease = lease;
            this.deadline = Deadline.in(timeout);
            this.limit = Deadline.in(timeout.plus(GRACE));
        }

        Duration took() {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    ProbeRunner(
            CurrentDeclarations declared,
            ProbeRows rows,
            ProbeResults results,
            ProbeSettings settings,
            NodeGate gate,
            Secrets secrets,
            Clock clock) {
        this.declared = declared;
        this.rows = rows;
        this.results = results;
        this.settings = settings;
        this.gate = gate;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Starts what is due and gives up what hangs. */
    void runDue() {
        adopt();
        giveUp();
        if (!gate.isOpen() || known.probes().isEmpty()) {
            return;
        }
        for (var name : rows.due(known.probes().keySet(), clock.instant())) {
            var probe = known.probes().get(name);
            if (probe != null && !running.containsKey(name) && active() < settings.atOnce()) {
                start(probe);
            }
        }
    }

    /** New declarations: rows for new probes, and an end for the alerts of those that are gone. */
    private void adopt() {
        var now = declared.get();
        if (up == null) {
            up = clock.instant();
        }
        if (now != known) {
            now.probes()
                    .values()
                    .forEach(probe ->
                            rows.add(probe.name(), probe.schedule().first(clock.instant(), random), clock.instant()));
            results.resolveAllBut(now.probes().keySet());
            known = now;
        }
    }

    private long active() {
        return running.values().stream().filter(run -> !run.settled.get()).count();
    }

    private void start(Probe probe) {
        var now = clock.instant();
        var until = now.plus(probe.schedule().timeout()).plus(LEASE_MARGIN);
        rows.lease(probe.name(), now, until, probe.schedule().next(now, random)).ifPresent(lease -> {
            var run = new Run(lease, probe.schedule().timeout());
            running.put(probe.name(), run);
            run.thread = threads.submit(() -> perform(probe, run));
        });
    }

    private void perform(Probe probe, Run run) {
        try {
            settle(probe, run, look(probe, run.deadline));
        } finally {
            running.remove(probe.name());
        }
    }

    private static CheckResult look(Probe probe, Deadline deadline) {
        try {
            return probe.check().look(deadline);
        } catch (InterruptedException e) {
            return CheckResult.failed(tooLate(probe));
        } catch (Exception | Error e) {
            log.warn("Probe {} failed for a reason of its own", probe.name(), e);
            return CheckResult.failed("the probe itself failed: " + e.getClass().getSimpleName() + ", see the log");
        }
    }

    private static String tooLate(Probe probe) {
        return probe.subject() + " did not end within "
                + probe.schedule().timeout().toMillis() + " ms";
    }

    /** Whether a check runs here, or its result is being written. */
    boolean isBusy() {
        return !running.isEmpty();
    }

    /** Writes a failure for what has passed its limit. A thread that hangs all the same stays behind. */
    void giveUp() {
        running.forEach((name, run) -> {
            var probe = known.probes().get(name);
            if (run.limit.isOver() && run.thread != null) {
                run.thread.cancel(true);
                if (probe != null) {
                    settle(probe, run, CheckResult.failed(tooLate(probe)));
                }
            }
        });
    }

    private void settle(Probe probe, Run run, CheckResult seen) {
        if (run.settled.compareAndSet(false, true)) {
            try {
                var result = ProbeResult.of(seen, clock.instant(), run.took(), secrets::mask);
                if (!results.record(probe, run.lease, result)) {
                    log.warn("The result of probe {} came after its lease had ended and is dropped", probe.name());
                }
            } catch (RuntimeException e) {
                log.warn("The result of probe {} can't be written; it runs again", probe.name(), e);
            }
        }
    }

    /** Looks for checks that nobody made, and deletes old results. */
    void watch() {
        var now = clock.instant();
        for (var last : rows.lastHeard()) {
            var probe = known.probes().get(last.probe());
            if (probe != null && up != null) {
                var since = up.isAfter(last.at()) ? up : last.at();
                if (Duration.between(since, now).compareTo(probe.schedule().longestWait()) > 0) {
                    log.warn("Probe {} has had no result since {}", probe.name(), last.at());
                    results.missed(probe, Duration.between(last.at(), now));
                }
            }
        }
        results.forget(now.minus(KEPT));
    }

    /** Runs the probe as soon as possible. False if there is no such probe, or it runs already. */
    public boolean runNow(String probe) {
        if (!declared.get().probes().containsKey(probe)) {
            return false;
        }
        rows.add(probe, clock.instant(), clock.instant()); // this node may not have adopted it yet
        var isDue = rows.runNow(probe, clock.instant());
        loop.wake();
        return isDue;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.background();
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop, watch);
    }
}
