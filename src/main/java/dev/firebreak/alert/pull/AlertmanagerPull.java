package dev.firebreak.alert.pull;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.noise.NoiseSettings;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pull.KnownFirings.Firing;
import dev.firebreak.alert.pull.PullSettings.Peer;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Asks each configured Alertmanager which alerts it has. An alert that it no longer has, in two rounds, is resolved: its
 * message never came. An alert that it sends to Firebreak and Firebreak does not have is taken. Both go through intake
 * as payloads of the source, so nothing happens twice on two nodes; the timeline says where they come from.
 */
@Component
class AlertmanagerPull implements SmartLifecycle {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final long ANSWER_SECONDS = 30;

    private static final Logger log = LoggerFactory.getLogger(AlertmanagerPull.class);

    private final PullSettings settings;
    private final KnownFirings known;
    private final DefaultSeverities severities;
    private final AlertFormats formats;
    private final NoiseSettings noise;
    private final IngestQueue queue;
    private final Timeline timeline;
    private final Clock clock;
    private final BackgroundLoop loop;
    private final Map<String, AlertmanagerApi> peers = new HashMap<>();

    /** By source, what was missing in the last round. */
    private final Map<String, Set<String>> missing = new HashMap<>();

    AlertmanagerPull(
            PullSettings settings,
            KnownFirings known,
            DefaultSeverities severities,
            AlertFormats formats,
            NoiseSettings noise,
            IngestQueue queue,
            Timeline timeline,
            Clock clock) {
        this.settings = settings;
        this.known = known;
        this.severities = severities;
        this.formats = formats;
        this.noise = noise;
        this.queue = queue;
        this.timeline = timeline;
        this.clock = clock;
        this.loop = new BackgroundLoop(PAGING, "alert-pull", settings.every(), this::round);
        settings.alertmanagers().forEach((source, peer) -> peers.put(source, new AlertmanagerApi(peer.url())));
    }

    void round() {
        settings.alertmanagers().forEach((source, peer) -> {
            try {
                reconcile(source, peer, peers.get(source));
            } catch (IOException e) {
                missing.remove(source);
                log.warn("Reconciling source {} with its Alertmanager failed: {}", source, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void reconcile(String source, Peer peer, AlertmanagerApi api) throws IOException, InterruptedException {
        var settled = clock.instant().minus(settings.settled());
        if (api.startedAt().isAfter(settled)) {
            missing.remove(source);
            return; // it does not know all alerts yet
        }
        var there = api.fingerprints();
        var gone = known.silentSince(source, settled).stream()
                .filter(firing -> !there.contains(firing.fingerprint()))
                .toList();
        var before = missing.getOrDefault(source, Set.of());
        resolve(
                source,
                gone.stream().filter(it -> before.contains(it.fingerprint())).toList());
        missing.put(source, new HashSet<>(gone.stream().map(Firing::fingerprint).toList()));
        if (peer.receiver() != null) {
            var firing = known.fingerprints(source);
            for (var group : api.groups(peer.receiver())) {
                var missed = group.alerts().stream()
                        .map(PulledAlert::new)
                        .filter(alert -> alert.startedBefore(settled)
                                && !firing.contains(alert.fingerprint())
                                && !noise.isNoise(alert.name()))
                        .toList();
                take(source, group.labels(), missed);
            }
        }
    }

    private void resolve(String source, List<Firing> ended) throws IOException, InterruptedException {
        if (!ended.isEmpty()) {
            var answer = send(source, PulledAlert.resolved(ended, clock.instant()));
            if (answer.resolved() > 0) {
                var each = ended.stream()
                        .filter(firing -> answer.incidents().contains(firing.incident()))
                        .collect(Collectors.groupingBy(Firing::incident, Collectors.counting()));
                tell(
                        each,
                        source,
                        "1 alert resolved: its Alertmanager no longer has it, and no webhook said so",
                        "%d alerts resolved: their Alertmanager no longer has them, and no webhook said so");
            }
        }
    }

    private void take(String source, String group, List<PulledAlert> missed) throws IOException, InterruptedException {
        if (!missed.isEmpty()) {
            var answer = send(source, PulledAlert.firing(group, missed));
            if (answer.opened() + answer.attached() > 0) {
                var fingerprints = missed.stream().map(PulledAlert::fingerprint).collect(Collectors.toSet());
                var each = known.incidents(source).entrySet().stream()
                        .filter(alert -> fingerprints.contains(alert.getKey()))
                        .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()));
                tell(
                        each,
                        source,
                        "1 alert found by asking its Alertmanager; its webhook did not arrive",
                        "%d alerts found by asking their Alertmanager; their webhook did not arrive");
            }
        }
    }

    /** @param each the number of alerts by incident */
    private void tell(Map<String, Long> each, String source, String one, String many) {
        each.forEach((incident, count) ->
                timeline.add(new IncidentId(incident), count == 1 ? one : many.formatted(count), source));
    }

    private IngestResult send(String source, byte[] body) throws IOException, InterruptedException {
        var sender = new AlertSource(source, severities.defaultSeverity(source));
        var payload = AlertPayload.read(sender, formats.get("alertmanager"), clock.instant(), body);
        try {
            return queue.take(payload).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Firebreak could not store the missed alerts within " + ANSWER_SECONDS + " s", e);
        }
    }

    @Override
    public void start() {
        if (!peers.isEmpty()) {
            loop.start();
        }
    }

    @Override
    public void stop() {
        loop.stop(STOP_TIMEOUT);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** After the queue opens, and stopped before it closes. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
