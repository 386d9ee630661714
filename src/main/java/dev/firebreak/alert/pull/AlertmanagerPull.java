package dev.firebreak.alert.pull;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.noise.NoiseSettings;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pull.AlertmanagerApi.Group;
import dev.firebreak.alert.pull.KnownFirings.Firing;
import dev.firebreak.alert.pull.KnownFirings.Known;
import dev.firebreak.alert.pull.KnownFirings.Lead;
import dev.firebreak.alert.pull.PullSettings.Peer;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks each configured Alertmanager which alerts it has. An alert that it no longer has, in two rounds, is resolved: its
 * message never came. An alert that it sends to Firebreak and Firebreak does not have is taken. Both go through intake
 * as payloads of the source, so nothing happens twice on two nodes; the timeline says where they come from.
 */
@Component
class AlertmanagerPull implements BackgroundWork {

    private static final long ANSWER_SECONDS = 30;

    /** Alerts that don't end because of one or two empty lists. */
    private static final int MANY = 10;

    /** Rounds: the usual two, and two more. */
    private static final int PROOF_OF_EMPTY = 4;

    private static final Logger log = LoggerFactory.getLogger(AlertmanagerPull.class);

    private final PullSettings settings;
    private final KnownFirings known;
    private final DefaultSeverities severities;
    private final AlertFormats formats;
    private final NoiseSettings noise;
    private final IngestQueue queue;
    private final Timeline timeline;
    private final PullStatus pulls;
    private final Clock clock;
    private final BackgroundLoop loop;
    private final Map<String, AlertmanagerApi> peers = new HashMap<>();

    /** By source, what the last round found; without it, nothing counts as missing. */
    private final Map<String, Round> last = new HashMap<>();

    /**
     * @param missing the fingerprints of alerts that it no longer had
     * @param empty how many rounds in a row, at most {@link #PROOF_OF_EMPTY}, it had no alert at all while many fired
     */
    private record Round(Set<String> missing, int empty) {

        static final Round NONE = new Round(Set.of(), 0);

        Round next(List<Firing> gone, boolean hasNone) {
            return new Round(
                    gone.stream().map(Firing::fingerprint).collect(Collectors.toSet()),
                    hasNone && gone.size() > MANY ? Math.min(empty + 1, PROOF_OF_EMPTY) : 0);
        }

        /** Whether alerts may end. That all of many end at once is less likely than that it has lost them. */
        boolean isProof() {
            return empty == 0 || empty == PROOF_OF_EMPTY;
        }
    }

    AlertmanagerPull(
            PullSettings settings,
            KnownFirings known,
            DefaultSeverities severities,
            AlertFormats formats,
            NoiseSettings noise,
            IngestQueue queue,
            Timeline timeline,
            PullStatus pulls,
            Secrets secrets,
            Clock clock) {
        this.settings = settings;
        this.known = known;
        this.severities = severities;
        this.formats = formats;
        this.noise = noise;
        this.queue = queue;
        this.timeline = timeline;
        this.pulls = pulls;
        this.clock = clock;
        this.loop = new BackgroundLoop(PAGING, "alert-pull", settings.every(), this::round);
        settings.alertmanagers().forEach((source, peer) -> peers.put(source, new AlertmanagerApi(peer, secrets)));
    }

    void round() {
        settings.alertmanagers().forEach((source, peer) -> {
            try {
                reconcile(source, peer, peers.get(source));
            } catch (IOException e) {
                log.warn("Reconciling source {} with its Alertmanager failed: {}", source, e.getMessage());
                pulls.failed(source, e.getMessage());
            } catch (RuntimeException e) {
                pulls.failed(source, String.valueOf(e.getMessage()));
                log.warn("Reconciling source {} with its Alertmanager failed", source, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * What it says was so at the latest when it was asked: a message that Firebreak receives in the meantime is newer.
     */
    private void reconcile(String source, Peer peer, AlertmanagerApi api) throws IOException, InterruptedException {
        var asked = clock.instant();
        var settled = asked.minus(settings.settled());
        var before = last.getOrDefault(source, Round.NONE);
        last.remove(source);
        var status = api.status();
        if (status.startedAt().isAfter(settled)) {
            pulls.answered(source, asked, 0, 0);
            return; // it does not know all alerts yet
        }
        var there = api.fingerprints();
        // Twice: a balancer may send every other request to the same one.
        if (!api.status().equals(status) || !api.status().equals(status)) {
            throw new IOException("several answer in its place");
        }
        var gone = known.silentSince(source, settled).stream()
                .filter(firing -> !there.contains(firing.fingerprint()))
                .toList();
        var round = before.next(gone, there.isEmpty());
        if (round.isProof()) {
            resolve(
                    source,
                    asked,
                    gone.stream()
                            .filter(it -> before.missing().contains(it.fingerprint()))
                            .toList());
        }
        last.put(source, round);
        var missed = peer.receiver() == null ? 0 : take(source, asked, settled, api.groups(peer.receiver()));
        pulls.answered(source, asked, missed, gone.size());
    }

    /** Answers how many alerts it sends to Firebreak that Firebreak does not have. */
    private int take(String source, Instant asked, Instant settled, List<Group> groups)
            throws IOException, InterruptedException {
        var firing = known.firing(source);
        var count = 0;
        for (var group : groups) {
            var alerts = group.alerts().stream().map(PulledAlert::new).toList();
            var missed = alerts.stream()
                    .filter(alert -> alert.startedBefore(settled)
                            && !firing.containsKey(alert.fingerprint())
                            && !noise.isNoise(alert.name()))
                    .toList();
            count += missed.size();
            try {
                take(source, asked, PulledAlert.firing(group.labels(), leading(alerts, firing), missed), missed);
            } catch (UnreadablePayload e) {
                log.warn("A group of the Alertmanager of {} can't be read: {}", source, e.getMessage());
            }
        }
        return count;
    }

    /** An alert that Firebreak knows: the others of its group join its incident. */
    private static Optional<PulledAlert> leading(List<PulledAlert> group, Map<String, Known> firing) {
        return Stream.of(Lead.OPEN, Lead.MERGED)
                .flatMap(lead -> group.stream()
                        .filter(alert -> firing.containsKey(alert.fingerprint())
                                && firing.get(alert.fingerprint()).lead() == lead))
                .findFirst()
                .map(alert -> alert.startedAt(firing.get(alert.fingerprint()).startsAt()));
    }

    private void resolve(String source, Instant asked, List<Firing> ended) throws IOException, InterruptedException {
        if (!ended.isEmpty()) {
            var answer = send(source, asked, PulledAlert.resolved(ended, asked));
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

    private void take(String source, Instant asked, byte[] body, List<PulledAlert> missed)
            throws IOException, InterruptedException {
        if (!missed.isEmpty()) {
            var answer = send(source, asked, body);
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

    private IngestResult send(String source, Instant asked, byte[] body) throws IOException, InterruptedException {
        var sender = new AlertSource(source, severities.defaultSeverity(source));
        var payload = AlertPayload.read(sender, formats.get("alertmanager"), asked, body);
        try {
            return queue.take(payload).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Firebreak could not store the missed alerts within " + ANSWER_SECONDS + " s", e);
        }
    }

    @Override
    public void start() {
        if (!peers.isEmpty()) {
            BackgroundWork.super.start();
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    /** After the queue opens, and stopped before it closes. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
