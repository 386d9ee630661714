package dev.firebreak.alert.http;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pipeline.RejectionLog;
import dev.firebreak.alert.pipeline.SelfMonitoring;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a body that has arrived: parses it and queues it, or keeps its head as a dead letter and answers what is wrong.
 */
@Component
class AlertEndpoint {

    private final IngestQueue queue;
    private final InFlightLimit inFlightLimit;
    private final Journal journal;
    private final SelfMonitoring monitoring;
    private final RejectionLog rejections;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AlertEndpoint(
            IngestQueue queue,
            InFlightLimit inFlightLimit,
            Journal journal,
            SelfMonitoring monitoring,
            RejectionLog rejections,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.queue = queue;
        this.inFlightLimit = inFlightLimit;
        this.journal = journal;
        this.monitoring = monitoring;
        this.rejections = rejections;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    boolean isOpen() {
        return queue.isOpen();
    }

    long limit() {
        return settings.maxBody().toBytes();
    }

    long deadline() {
        return settings.deadline().toMillis();
    }

    InFlightLimit.Share room() {
        return inFlightLimit.share();
    }

    void arrived(AlertSource source, AlertFormat format, byte[] body, IngestResponse response) {
        try {
            var payload = AlertPayload.read(source, format, clock.instant(), body);
            queue.take(payload)
                    .whenComplete((answer, failure) -> response.giveLater(() -> {
                        if (failure == null) {
                            response.accept(answer);
                        } else {
                            response.refuse(Rejection.later(failure.getMessage()));
                        }
                    }));
        } catch (UnreadablePayload e) {
            unreadable(source, body, Rejection.unreadable(e.getMessage()), response);
        }
    }

    void tooBig(AlertSource source) {
        monitoring.tooBig(source.name(), limit());
    }

    /** Answers after the dead letter is stored, since the sender won't send the body again. */
    void unreadable(AlertSource source, byte[] body, Rejection rejection, IngestResponse response) {
        monitoring.unreadable(source.name(), rejection.detail());
        rejections
                .run(() -> transaction.executeWithoutResult(status ->
                        journal.keepDeadLetter(source.name(), rejection.detail(), body.length, RequestBody.head(body))))
                .thenRun(() -> response.giveLater(() -> response.refuse(rejection)));
    }
}
