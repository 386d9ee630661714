package dev.firebreak.alert.internal;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.pipeline.Sweeper;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Journals alerts of Firebreak's own detection in the caller's transaction: what the caller remembers and the alerts
 * that follow from it are stored together or not at all. They are applied right after the commit; if this node dies
 * first, another one applies them.
 */
@Component
public class DetectedAlertJournal {

    /** The severity of an alert that names none. */
    private static final String SEVERITY = "high";

    private final Journal journal;
    private final AlertFormats formats;
    private final Sweeper sweeper;
    private final Clock clock;

    DetectedAlertJournal(Journal journal, AlertFormats formats, Sweeper sweeper, Clock clock) {
        this.journal = journal;
        this.formats = formats;
        this.sweeper = sweeper;
        this.clock = clock;
    }

    /**
     * @param source who detects, such as {@code log-watch}
     * @param bodies alerts in the format {@code firebreak}; throws
     *     {@link dev.firebreak.alert.format.UnreadablePayload} if one is not
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void journal(String source, List<byte[]> bodies) {
        if (bodies.isEmpty()) {
            return;
        }
        var sender = new AlertSource(source, SEVERITY);
        var format = formats.get("firebreak");
        var payloads = bodies.stream()
                .map(body -> AlertPayload.read(sender, format, clock.instant(), body))
                .toList();
        journal.writeApplied(payloads);
        payloads.forEach(payload -> journal.applyAgain(payload.id()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sweeper.wake();
            }
        });
    }
}
