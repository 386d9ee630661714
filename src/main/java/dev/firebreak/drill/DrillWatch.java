package dev.firebreak.drill;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.engine.ProcessStarts;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the processes of drills what they wait for: an alert has shown the fault, the incident is over, the drill is
 * aborted. A real P1 aborts all drills. Every node looks every two seconds; a second word changes nothing.
 */
@Component
class DrillWatch implements SmartLifecycle {

    static final String DETECTED = "drill-detected";
    static final String INCIDENT_ENDED = "drill-incident-ended";
    static final String ABORTED = "drill-aborted";

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(DrillWatch.class);

    private final Drills drills;
    private final Incidents incidents;
    private final Lifecycle lifecycle;
    private final ProcessStarts processes;
    private final NodeGate gate;
    private final boolean background;
    private final TransactionTemplate transaction;
    private final BackgroundLoop loop = new BackgroundLoop(STEPS, "drills", EVERY, this::look);

    DrillWatch(
            Drills drills,
            Incidents incidents,
            Lifecycle lifecycle,
            ProcessStarts processes,
            NodeGate gate,
            @Value("${firebreak.drill.background:true}") boolean background,
            PlatformTransactionManager transactions) {
        this.drills = drills;
        this.incidents = incidents;
        this.lifecycle = lifecycle;
        this.processes = processes;
        this.gate = gate;
        this.background = background;
        this.transaction = new TransactionTemplate(transactions);
    }

    void look() {
        var running = gate.isOpen() ? drills.running() : List.<Drill>of();
        if (running.isEmpty()) {
            return;
        }
        var real = incidents.firstReal(List.of(Severity.P1));
        for (var drill : running) {
            try {
                real.ifPresent(incident -> drills.abort(drill.id(), incident + " is a real P1"));
                tell(drill);
            } catch (RuntimeException e) {
                LOG.warn("Drill {} can't be told; the next round tries again", drill.id(), e);
            }
        }
    }

    private void tell(Drill stale) {
        OptimisticRetry.call(() -> transaction.execute(status -> {
            var drill = drills.lock(stale.id());
            var process = drills.process(drill.id());
            if (!drill.isRunning() || process == null) {
                return false;
            }
            if (drill.abortReason() != null) {
                cancelIncident(drill);
                return processes.tell(process, ABORTED);
            }
            if (drill.incident() == null) {
                return false;
            }
            return processes.tell(process, DETECTED)
                    || isOver(drill) && processes.tell(process, INCIDENT_ENDED);
        }));
    }

    private boolean isOver(Drill drill) {
        return incidents.find(drill.incident()).filter(incident -> !incident.isOpen()).isPresent();
    }

    /** Nobody has to go on with an incident that is practice. */
    private void cancelIncident(Drill drill) {
        if (drill.incident() == null || isOver(drill)) {
            return;
        }
        try {
            lifecycle.cancelled(drill.incident(), "The drill was aborted: " + drill.abortReason(), "drills");
        } catch (CommandRejected e) {
            LOG.info("Incident {} of an aborted drill can't be cancelled now: {}", drill.incident(), e.getMessage());
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public boolean isAutoStartup() {
        return background;
    }

    @Override
    public void stop() {
        loop.stop(STOP_TIMEOUT);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
