package dev.firebreak.drill;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.engine.ProcessStarts;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the processes of drills what they wait for: an alert has shown the fault, the incident is over, the drill is
 * aborted. A real P1 aborts all drills. A drill that its process does not end is ended here. Every node looks every two
 * seconds; a second word changes nothing.
 */
@Component
class DrillWatch implements BackgroundWork {

    static final String DETECTED = "drill-detected";
    static final String INCIDENT_ENDED = "drill-incident-ended";
    static final String ABORTED = "drill-aborted";

    private static final Duration EVERY = Duration.ofSeconds(2);

    /** How long after its end a drill's process may take to take the fault back. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Between two tries to take back a fault whose process does not. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(DrillWatch.class);

    private final Drills drills;
    private final DrillEnd end;
    private final FaultReversal reversal;
    private final Incidents incidents;
    private final Lifecycle lifecycle;
    private final ProcessStarts processes;
    private final NodeGate gate;
    private final boolean background;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(STEPS, "drills", EVERY, this::look);
    private final Map<UUID, Instant> tried = new ConcurrentHashMap<>();

    DrillWatch(
            Drills drills,
            DrillEnd end,
            FaultReversal reversal,
            Incidents incidents,
            Lifecycle lifecycle,
            ProcessStarts processes,
            NodeGate gate,
            @Value("${firebreak.drill.background:true}") boolean background,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.drills = drills;
        this.end = end;
        this.reversal = reversal;
        this.incidents = incidents;
        this.lifecycle = lifecycle;
        this.processes = processes;
        this.gate = gate;
        this.background = background;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    void look() {
        var running = gate.isOpen() ? drills.running() : List.<Drill>of();
        tried.keySet().retainAll(running.stream().map(Drill::id).toList());
        if (running.isEmpty()) {
            return;
        }
        var isReal = incidents.isRealOpen(List.of(Severity.P1));
        for (var drill : running) {
            try {
                if (isReal) {
                    drills.abort(drill.id(), "a real P1 is open");
                }
                if (isStuck(drill)) {
                    endStuck(drill.id());
                } else {
                    tell(drill);
                }
                cancelIncident(drills.get(drill.id()));
            } catch (Exception e) {
                LOG.warn("Drill {} can't be told or ended; a later round tries again", drill.id(), e);
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
                return processes.tell(process, ABORTED);
            }
            if (drill.incident() == null) {
                return false;
            }
            return processes.tell(process, DETECTED) || isOver(drill) && processes.tell(process, INCIDENT_ENDED);
        }));
    }

    /** Whether its process is gone, or should have taken the fault back by now. */
    private boolean isStuck(Drill stale) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var drill = drills.lock(stale.id());
            if (!drill.isRunning()) {
                return false;
            }
            var process = drills.process(drill.id());
            if (process == null || !processes.isRunning(process)) {
                drills.abort(drill.id(), "its process is gone");
                return true;
            }
            return clock.instant().isAfter(drill.endBy().plus(GRACE));
        }));
    }

    private void endStuck(UUID id) throws Exception {
        var now = clock.instant();
        var last = tried.get(id);
        if (last != null && now.isBefore(last.plus(AGAIN))) {
            return;
        }
        tried.put(id, now);
        var stuck = drills.get(id);
        if (stuck.revertedAt() == null) {
            reversal.revert(stuck);
        }
        transaction.executeWithoutResult(status -> {
            var drill = drills.lock(id);
            end.end(drill, drill.wasInjected());
        });
    }

    private boolean isOver(Drill drill) {
        return incidents
                .find(drill.incident())
                .filter(incident -> !incident.isOpen())
                .isPresent();
    }

    /** Nobody has to go on with an incident that is practice. What refuses this must not hold up the drill's end. */
    private void cancelIncident(Drill drill) {
        if (drill.abortReason() == null || drill.incident() == null || isOver(drill)) {
            return;
        }
        try {
            lifecycle.cancelled(drill.incident(), "The drill was aborted: " + drill.abortReason(), "drills");
        } catch (CommandRejected e) {
            LOG.info("Incident {} of an aborted drill can't be cancelled now: {}", drill.incident(), e.getMessage());
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public boolean isAutoStartup() {
        return background;
    }
}
