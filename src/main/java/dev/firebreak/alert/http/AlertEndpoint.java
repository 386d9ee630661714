package dev.firebreak.alert.http;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.format.alertmanager.AlertmanagerFormat;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Gzip;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pipeline.RejectionLog;
import dev.firebreak.alert.pipeline.SelfMonitoring;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at what arrived: reads it, hands it to the intake, or keeps its head and says what is wrong. */
@Component
public class AlertEndpoint {

    private final IngestQueue queue;
    private final InFlightLimit inFlightLimit;
    private final Journal journal;
    private final SelfMonitoring reports;
    private final RejectionLog rejections;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AlertEndpoint(
            IngestQueue queue,
            InFlightLimit inFlightLimit,
            Journal journal,
            SelfMonitoring reports,
            RejectionLog rejections,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.queue = queue;
        this.inFlightLimit = inFlightLimit;
        this.journal = journal;
        this.reports = reports;
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

    void arrived(AlertSource source, byte[] body, IngestResponse response) {
        try {
            var notification = AlertmanagerFormat.read(body);
            var delivery = new AlertPayload(
                    UUID.randomUUID(), source, clock.instant(), Gzip.packed(body), body.length, notification);
            queue.take(delivery)
                    .whenComplete((answer, failure) -> response.giveAside(() -> {
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
        reports.tooBig(source.name(), limit());
    }

    /** Answered when the head of it is kept, for the sender won't send it again. */
    void unreadable(AlertSource source, byte[] body, Rejection rejection, IngestResponse response) {
        reports.unreadable(source.name(), rejection.detail());
        rejections
                .run(() -> transaction.executeWithoutResult(status ->
                        journal.keepDeadLetter(source.name(), rejection.detail(), body.length, RequestBody.head(body))))
                .thenRun(() -> response.giveAside(() -> response.refuse(rejection)));
    }
}
