package dev.firebreak.access.audit.anchor;

import static dev.firebreak.database.DatabaseBulkhead.TIMERS;

import dev.firebreak.access.audit.log.AuditLog;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Continues the audit log every second and anchors it when that is due. */
@Component
class AuditKeeper implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(AuditKeeper.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final AuditLog log;
    private final Anchoring anchoring;
    private final AuditSettings settings;
    private final BackgroundLoop loop = new BackgroundLoop(TIMERS, "audit-log", EVERY, this::round);

    AuditKeeper(AuditLog log, Anchoring anchoring, AuditSettings settings) {
        this.log = log;
        this.anchoring = anchoring;
        this.settings = settings;
    }

    private void round() {
        while (log.advance()) {
            anchoring.anchorIfDue();
        }
        anchoring.anchorIfDue();
    }

    @Override
    public void start() {
        if (settings.background()) {
            BackgroundWork.super.start();
        }
    }

    /** The last rows of this node are anchored before it ends. */
    @Override
    public void stop() {
        if (isRunning()) {
            BackgroundWork.super.stop();
            TIMERS.around(this::last).run();
        }
    }

    private void last() {
        try {
            round();
            anchoring.anchor();
        } catch (RuntimeException e) {
            LOG.info("The last audit rows are not anchored; the next start does it: {}", e.toString());
        }
    }

    /** Stops after everything that writes to the record. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
