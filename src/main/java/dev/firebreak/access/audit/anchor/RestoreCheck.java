package dev.firebreak.access.audit.anchor;

import dev.firebreak.access.Audit;
import dev.firebreak.access.DatabaseRestored;
import dev.firebreak.access.RestoreConfirmed;
import dev.firebreak.database.NodeName;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the database with this node's last anchor when the node starts, before it takes on work. A database that
 * lacks anchored rows was restored from a backup: what it believes to be due was done already (guarantees.md B12).
 */
@Component
public class RestoreCheck implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreCheck.class);

    private final Anchoring anchoring;
    private final Restores restores;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final NodeName node;
    private final TransactionTemplate transaction;
    private volatile boolean running;

    RestoreCheck(
            Anchoring anchoring,
            Restores restores,
            Audit audit,
            ApplicationEventPublisher events,
            NodeName node,
            PlatformTransactionManager transactions) {
        this.anchoring = anchoring;
        this.restores = restores;
        this.audit = audit;
        this.events = events;
        this.node = node;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What an administrator has to confirm, in words; empty if nothing. */
    public Optional<String> toConfirm() {
        return restores.open()
                .map(restore -> ("The database lacks rows of the audit: it has %d of the %d that were anchored at %s."
                                + " It was restored from an older backup, or rows were removed.")
                        .formatted(restore.found(), restore.anchored(), restore.anchoredAt()));
    }

    void check() {
        anchoring.lost().ifPresent(lost -> transaction.executeWithoutResult(status -> notice(lost)));
    }

    /** A second node, or a second start, finds the notice of the first. */
    private void notice(Anchoring.Lost lost) {
        if (restores.open().isPresent()) {
            return;
        }
        var anchor = lost.anchor();
        LOG.error(
                "The database lacks audit rows: it has {} of the {} that were anchored at {}. Steps are frozen and open incidents paused until an administrator confirms the restore (POST /api/audit/restore)",
                lost.found(),
                anchor.head().size(),
                anchor.at());
        restores.add(anchor, lost.found(), node.value());
        audit.record(
                "system",
                "firebreak",
                "database.restored",
                Map.of(
                        "anchoredRows", String.valueOf(anchor.head().size()),
                        "anchorRoot", anchor.head().root().hex(),
                        "foundRows", String.valueOf(lost.found())));
        events.publishEvent(new DatabaseRestored(anchor.at(), anchor.head().size(), lost.found()));
    }

    /**
     * Lets work go on, and continues the anchors from what the database has. Returns false if there is nothing to
     * confirm.
     */
    public boolean confirm(String by, String reason) {
        var confirmed = Boolean.TRUE.equals(transaction.execute(status -> {
            if (!restores.confirm(by)) {
                return false;
            }
            audit.record("system", by, "database.restore-confirmed", Map.of("reason", reason));
            events.publishEvent(new RestoreConfirmed(by));
            return true;
        }));
        if (confirmed) {
            anchoring.acceptRestore();
        }
        return confirmed;
    }

    @Override
    public void start() {
        running = true;
        check();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything that takes on work. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
