package dev.firebreak.alert.internal;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.internal.InternalAlertOutbox.Due;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands raised alerts to intake as payloads of their sources, so that journal, dedup, grouping, silences and severity
 * apply to them. A firing alert is said again every five minutes, as Alertmanager does. After a crash an alert may come
 * twice; intake knows it then.
 */
@Component
public class InternalAlertDispatcher implements BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final long ANSWER_SECONDS = 20;
    private static final String SEVERITY = "high";

    private static final Logger log = LoggerFactory.getLogger(InternalAlertDispatcher.class);

    private final InternalAlertOutbox alerts;
    private final IngestQueue queue;
    private final AlertFormats formats;
    private final ObjectMapper json;
    private final IntakeSettings settings;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "raised-alerts", EVERY, this::dispatch);

    InternalAlertDispatcher(
            InternalAlertOutbox alerts,
            IngestQueue queue,
            AlertFormats formats,
            ObjectMapper json,
            IntakeSettings settings,
            Clock clock) {
        this.alerts = alerts;
        this.queue = queue;
        this.formats = formats;
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    /** Hands over what is due. */
    public void dispatch() {
        var answers = new LinkedHashMap<Due, CompletableFuture<IngestResult>>();
        for (var due : alerts.due(clock.instant().minus(AGAIN))) {
            if (alerts.lease(due)) {
                answers.put(due, send(due));
            }
        }
        answers.forEach(this::settle);
    }

    private CompletableFuture<IngestResult> send(Due due) {
        try {
            return queue.take(AlertPayload.read(
                    new AlertSource(due.source(), SEVERITY), formats.get("firebreak"), clock.instant(), body(due)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void settle(Due due, CompletableFuture<IngestResult> answer) {
        try {
            answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            alerts.told(due);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The alert \"{}\" could not be handed to intake; the next round tries again", due.id(), e);
            alerts.release(due);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] body(Due due) {
        try {
            var alert = (ObjectNode) json.readTree(due.content());
            alert.put("key", due.id())
                    .put("status", due.firing() ? "firing" : "resolved")
                    .put("startsAt", due.startsAt().toString());
            if (due.endsAt() != null) {
                alert.put("endsAt", due.endsAt().toString());
            }
            var body = json.createObjectNode().put("group", due.group());
            body.putArray("alerts").add(alert);
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the content of a raised alert is JSON", e);
        }
    }

    @Override
    public boolean isAutoStartup() {
        return settings.sweep();
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }

    /** After the queue opens, and stopped before it closes. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
