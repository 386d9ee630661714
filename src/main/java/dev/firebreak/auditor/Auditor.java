package dev.firebreak.auditor;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.auditor.invariant.Invariant;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeTrouble;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Checks every invariant in rounds. One node does a round; if it dies, another does the next. Each violated invariant
 * opens a self-incident. The heartbeat outside is sent only if everything holds.
 */
@Component
class Auditor implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final List<Invariant> invariants;
    private final AuditorRounds rounds;
    private final AuditorSettings settings;
    private final Heartbeat heartbeat;
    private final NodeName node;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "auditor", POLL, this::roundIfDue);

    Auditor(
            List<Invariant> invariants,
            AuditorRounds rounds,
            AuditorSettings settings,
            Heartbeat heartbeat,
            NodeName node,
            ApplicationEventPublisher events,
            Clock clock) {
        this.invariants = invariants;
        this.rounds = rounds;
        this.settings = settings;
        this.heartbeat = heartbeat;
        this.node = node;
        this.events = events;
        this.clock = clock;
    }

    void roundIfDue() {
        var now = clock.instant();
        if (rounds.take(node.value(), now, now.plus(settings.every()))) {
            round();
        }
    }

    /** Checks all invariants and returns the violations. */
    List<String> round() {
        var findings = new ArrayList<String>();
        invariants.forEach(invariant -> findings.addAll(check(invariant)));
        rounds.done(clock.instant(), findings);
        if (findings.isEmpty()) {
            heartbeat.send();
        }
        return findings;
    }

    private List<String> check(Invariant invariant) {
        List<String> violations;
        try {
            violations = invariant.violations();
        } catch (RuntimeException e) {
            LOG.warn("The auditor can't check {}", invariant.kind(), e);
            return List.of(invariant.kind() + " can't be checked: " + e);
        }
        if (!violations.isEmpty()) {
            LOG.warn("{}: {}", invariant.title(), violations);
            events.publishEvent(
                    new NodeTrouble(invariant.kind(), "auditor", invariant.title(), String.join("\n", violations)));
        }
        return violations;
    }

    @Override
    public void start() {
        if (settings.enabled()) {
            BackgroundWork.super.start();
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
