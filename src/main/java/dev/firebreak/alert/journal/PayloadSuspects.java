package dev.firebreak.alert.journal;

import dev.firebreak.engine.Suspects;
import dev.firebreak.engine.Suspects.Turn;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Payloads that end the nodes which apply them (guarantees.md A19). The node that receives a payload notes nothing: if
 * it dies, the payload is still pending, and whoever applies it then notes that first. A payload is known by its
 * content, because its sender sends the same again under another id.
 */
@Component
public class PayloadSuspects {

    static final String SUSPECT = "alerts:";

    /** A node that began a payload later than this may still be applying it. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Suspects suspects;
    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Set<String> known = Set.of();

    PayloadSuspects(Suspects suspects, JdbcClient jdbc, Clock clock) {
        this.suspects = suspects;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Reads which contents are suspects, so that {@link #isSuspect} does not have to. */
    public void look() {
        known = suspects.withPrefix(SUSPECT);
    }

    /** Whether a node left a payload of this content; the sweeper applies such a payload, alone. */
    public boolean isSuspect(AlertPayload payload) {
        return !known.isEmpty() && known.contains(work(payload.source().name(), payload.body()));
    }

    /** Notes payloads that were left, before the first further one is received. */
    @Transactional
    public void leave(Collection<UUID> payloads) {
        suspects.deleteOld();
        work(payloads).forEach(suspects::leave);
        look();
    }

    /** Notes, before it is applied, that this node begins the payload. */
    @Transactional
    public Turn begin(UUID payload) {
        var work = work(List.of(payload));
        return work.isEmpty()
                ? new Turn(false, false, 0)
                : suspects.beginLeft(work.iterator().next(), clock.instant().minus(LEASE));
    }

    /** The payload is applied, or failed, and this node lives. */
    @Transactional
    public void ended(UUID payload) {
        suspects.ended(work(List.of(payload)));
    }

    /** The payload did not run here after all: it is parked, or another transaction holds it. */
    @Transactional
    public void notRun(UUID payload) {
        work(List.of(payload)).forEach(suspects::parked);
    }

    void retried(Collection<UUID> payloads) {
        suspects.retried(work(payloads));
    }

    private Set<String> work(Collection<UUID> payloads) {
        return payloads.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("select source, body from alert_delivery where id in (:ids)")
                        .param("ids", payloads)
                        .query((row, n) -> work(row.getString("source"), row.getBytes("body")))
                        .list());
    }

    private static String work(String source, byte[] body) {
        return SUSPECT + Hash.sha256(source + "\n" + Hash.sha256(body));
    }
}
