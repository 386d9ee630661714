package dev.firebreak.alert.http;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SourceTokenCheck;
import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.PayloadUnmatched;
import dev.firebreak.alert.format.TokenInBody;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.http.response.Rejection;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pipeline.RejectionLog;
import dev.firebreak.alert.pipeline.SelfMonitoring;
import dev.firebreak.web.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a body that has arrived: parses it and queues it, or keeps its head as a dead letter and answers what is wrong.
 */
@Component
class AlertEndpoint {

    private final SourceTokenCheck tokens;
    private final IngestQueue queue;
    private final InFlightLimit inFlightLimit;
    private final Journal journal;
    private final SelfMonitoring monitoring;
    private final RejectionLog rejections;
    private final IntakeSettings settings;
    private final ClientAddress addresses;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AlertEndpoint(
            SourceTokenCheck tokens,
            IngestQueue queue,
            InFlightLimit inFlightLimit,
            Journal journal,
            SelfMonitoring monitoring,
            RejectionLog rejections,
            IntakeSettings settings,
            ClientAddress addresses,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.tokens = tokens;
        this.queue = queue;
        this.inFlightLimit = inFlightLimit;
        this.journal = journal;
        this.monitoring = monitoring;
        this.rejections = rejections;
        this.settings = settings;
        this.addresses = addresses;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    boolean isOpen() {
        return queue.isOpen();
    }

    long limit(AlertFormat format) {
        return Math.min(settings.maxBody().toBytes(), format.maxBytes());
    }

    long deadline() {
        return settings.deadline().toMillis();
    }

    /** @param source null if the body names the sender */
    InFlightLimit.Share room(AlertSource source, HttpServletRequest request) {
        return source != null ? inFlightLimit.share() : inFlightLimit.shareOfStranger(addresses.subscriber(request));
    }

    /**
     * A body that names its sender.
     *
     * @param rejection what the headers rule out, or null
     */
    void arrived(
            HttpServletRequest request, TokenInBody format, byte[] body, Rejection rejection, IngestResponse response) {
        Optional<AlertSource> source;
        try {
            source = tokens.authenticate(format.token(body), request);
        } catch (DataAccessException | TransactionException unreachable) {
            response.refuse(Rejection.later("the token can't be checked now"));
            return;
        }
        source.ifPresentOrElse(
                known -> arrived(known, format, body, rejection, response),
                () -> response.refuse(rejection != null ? rejection : Rejection.unknownSender()));
    }

    /** @param rejection what the headers rule out, or null */
    void arrived(AlertSource source, AlertFormat format, byte[] body, Rejection rejection, IngestResponse response) {
        var kept = format instanceof TokenInBody secret ? secret.withoutToken(body) : body;
        if (rejection != null) {
            unreadable(source, kept, rejection, response);
            return;
        }
        try {
            var payload = payload(source, format, kept);
            queue.take(payload)
                    .whenComplete((answer, failure) -> response.giveLater(() -> {
                        if (failure == null) {
                            response.accept(answer, payload.notification());
                        } else {
                            response.refuse(Rejection.later(failure.getMessage()));
                        }
                    }));
        } catch (UnreadablePayload e) {
            unreadable(source, kept, Rejection.unreadable(e.getMessage()), response);
        }
    }

    private AlertPayload payload(AlertSource source, AlertFormat format, byte[] body) {
        var now = clock.instant();
        try {
            return AlertPayload.read(source, format, now, body);
        } catch (PayloadUnmatched e) {
            return AlertPayload.unmatched(source, format, now, body, e.getMessage());
        }
    }

    /** Reports what a known sender lost. */
    void tooBig(AlertSource source, AlertFormat format) {
        if (source != null) {
            monitoring.tooBig(source.name(), tooBig(format).detail());
        }
    }

    Rejection tooBig(AlertFormat format) {
        var limit = limit(format);
        return Rejection.tooBig(
                limit < settings.maxBody().toBytes()
                        ? "a payload of this format may have " + limit + " bytes; send fewer alerts in one request"
                        : "a payload may have " + limit
                                + " bytes (firebreak.alert.max-body); set max_alerts at the sender");
    }

    /** Answers after the dead letter is stored, since the sender won't send the body again. */
    private void unreadable(AlertSource source, byte[] body, Rejection rejection, IngestResponse response) {
        monitoring.unreadable(source.name(), rejection.detail());
        rejections
                .run(() -> transaction.executeWithoutResult(status ->
                        journal.keepDeadLetter(source.name(), rejection.detail(), body.length, RequestBody.head(body))))
                .thenRun(() -> response.giveLater(() -> response.refuse(rejection)));
    }
}
