package dev.firebreak.alert;

import dev.firebreak.access.AlertSource;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at what arrived: reads it, hands it to the intake, or keeps its head and says what is wrong. */
@Component
class FrontDoor {

    private final Intake intake;
    private final InFlight inFlight;
    private final Journal journal;
    private final SelfReports reports;
    private final Aside aside;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    FrontDoor(
            Intake intake,
            InFlight inFlight,
            Journal journal,
            SelfReports reports,
            Aside aside,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.intake = intake;
        this.inFlight = inFlight;
        this.journal = journal;
        this.reports = reports;
        this.aside = aside;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    boolean isOpen() {
        return intake.isOpen();
    }

    long limit() {
        return settings.maxBody().toBytes();
    }

    long deadline() {
        return settings.deadline().toMillis();
    }

    InFlight.Share room() {
        return inFlight.share();
    }

    void arrived(AlertSource source, byte[] body, Reply reply) {
        try {
            var notification = AlertmanagerFormat.read(body);
            var delivery = new Delivery(
                    UUID.randomUUID(), source, clock.instant(), Gzip.packed(body), body.length, notification);
            intake.take(delivery)
                    .whenComplete((answer, failure) -> reply.giveAside(() -> {
                        if (failure == null) {
                            reply.accept(answer);
                        } else {
                            reply.refuse(Refused.later(failure.getMessage()));
                        }
                    }));
        } catch (Unreadable e) {
            unreadable(source, body, Refused.unreadable(e.getMessage()), reply);
        }
    }

    void tooBig(AlertSource source) {
        reports.tooBig(source.name(), limit());
    }

    /** Answered when the head of it is kept, for the sender won't send it again. */
    void unreadable(AlertSource source, byte[] body, Refused refused, Reply reply) {
        reports.unreadable(source.name(), refused.detail());
        aside.run(() -> transaction.executeWithoutResult(status ->
                        journal.keepDeadLetter(source.name(), refused.detail(), body.length, Body.head(body))))
                .thenRun(() -> reply.giveAside(() -> reply.refuse(refused)));
    }
}
