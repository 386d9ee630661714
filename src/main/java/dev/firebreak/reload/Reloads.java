package dev.firebreak.reload;

import static dev.firebreak.database.DatabaseBulkhead.TIMERS;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.NodeName;
import dev.firebreak.reload.ReloadStatus.Drift;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at the files of every unit and puts what has changed into force. It compares content and not times, which works
 * on network file systems, for editors that rename and for Kubernetes, which swaps links; and it wants the same content
 * twice, because a file may be half written (ADR 42).
 */
@Component
public class Reloads implements BackgroundWork {

    private static final Duration SAY_AGAIN = Duration.ofSeconds(30);
    private static final int MOST_LOGGED = 20;

    private static final Logger log = LoggerFactory.getLogger(Reloads.class);

    private final List<ReloadUnit> units;
    private final NodeReloads nodes;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final BackgroundLoop loop;
    private final boolean looks;
    private final String node;
    private final Map<String, Look> looked = new LinkedHashMap<>();
    private volatile Map<String, List<Drift>> others = Map.of();

    /**
     * What is known of a unit.
     *
     * @param seen what the last look saw: the hash of the content, or why it could not be read; null before
     * @param said when the other nodes were told, or null
     */
    private record Look(
            Instant since,
            List<String> changes,
            String seen,
            Instant at,
            List<String> errors,
            Instant refusedSince,
            Instant said) {

        static Look first(Instant now) {
            return new Look(now, List.of(), null, null, List.of(), null, null);
        }

        Look saw(String content, Instant now) {
            return new Look(since, changes, content, now, errors, refusedSince, said);
        }

        Look fine() {
            return new Look(since, changes, seen, at, List.of(), null, said);
        }

        Look refused(List<String> why, Instant now) {
            return new Look(since, changes, seen, at, why, refusedSince == null ? now : refusedSince, said);
        }

        Look reloaded(List<String> what, Instant now) {
            return new Look(now, what, seen, at, List.of(), null, null);
        }

        Look said(Instant now) {
            return new Look(since, changes, seen, at, errors, refusedSince, now);
        }
    }

    Reloads(
            List<ReloadUnit> units,
            NodeReloads nodes,
            ReloadSettings settings,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions,
            NodeName name,
            Environment environment) {
        this.units = units;
        this.nodes = nodes;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.looks = !settings.every().isZero();
        this.loop = new BackgroundLoop(TIMERS, "reload", looks ? settings.every() : SAY_AGAIN, this::look);
        this.node = name + ":" + environment.getProperty("server.port", "8080");
        units.forEach(unit -> looked.put(unit.name(), Look.first(clock.instant())));
    }

    /** Looks at all files once. */
    public synchronized void look() {
        for (var unit : units) {
            try {
                look(unit);
            } catch (RuntimeException e) {
                refuse(unit, List.of("the change can't be taken over now: " + e.getMessage()));
            }
            say(unit);
        }
        try {
            others = nodes.others(node, clock.instant());
        } catch (RuntimeException e) {
            log.debug("Can't read what other nodes have in force; the next round tries again", e);
        }
    }

    private void look(ReloadUnit unit) {
        var before = last(unit).seen();
        UnitFiles files;
        try {
            files = unit.read();
        } catch (ReloadRefused unreadable) {
            put(unit, last(unit).saw(unreadable.getMessage(), clock.instant()));
            if (unreadable.getMessage().equals(before)) {
                refuse(unit, unreadable.errors());
            }
            return;
        }
        var content = files.sha256();
        put(unit, last(unit).saw(content, clock.instant()));
        if (content.equals(unit.inForce().sha256())) {
            fine(unit);
        } else if (content.equals(before)) {
            reload(unit, files);
        }
    }

    private void fine(ReloadUnit unit) {
        if (!last(unit).errors().isEmpty()) {
            log.info("{}: the files are again what is in force", unit.name());
            put(unit, last(unit).fine());
        }
    }

    private void reload(ReloadUnit unit, UnitFiles files) {
        PreparedReload prepared;
        try {
            prepared = unit.prepare(files);
        } catch (ReloadRefused e) {
            refuse(unit, e.errors());
            return;
        }
        transaction.executeWithoutResult(status -> {
            events.publishEvent(
                    new UnitReloaded(unit.name(), node, files.location(), files.sha256(), prepared.changes()));
            prepared.stored().run();
        });
        prepared.swap().run();
        put(unit, last(unit).reloaded(prepared.changes(), clock.instant()));
        log.info("{} reloaded from {}: {}", unit.name(), files.location(), first(prepared.changes()));
    }

    /** The log has each refusal once, however long it lasts. */
    private void refuse(ReloadUnit unit, List<String> errors) {
        if (!errors.equals(last(unit).errors())) {
            log.error("{} not reloaded, what was in force stays: {}", unit.name(), first(errors));
        }
        put(unit, last(unit).refused(errors, clock.instant()));
    }

    private static String first(List<String> lines) {
        return String.join("; ", lines.stream().limit(MOST_LOGGED).toList())
                + (lines.size() > MOST_LOGGED ? "; and " + (lines.size() - MOST_LOGGED) + " more" : "");
    }

    private void say(ReloadUnit unit) {
        var now = clock.instant();
        var said = last(unit).said();
        if (said != null && said.plus(SAY_AGAIN).isAfter(now) && !said.isAfter(now)) {
            return;
        }
        try {
            nodes.say(node, unit.name(), unit.inForce().sha256(), now);
            put(unit, last(unit).said(now));
        } catch (RuntimeException e) {
            log.debug("Can't say what is in force of {}; the next round tries again", unit.name(), e);
        }
    }

    /** Every unit on this node, by name. */
    public List<ReloadStatus> status() {
        var status = new ArrayList<ReloadStatus>();
        for (var unit : units) {
            var look = last(unit);
            var sha256 = unit.inForce().sha256();
            status.add(new ReloadStatus(
                    unit.name(),
                    unit.inForce().location(),
                    sha256,
                    look.since(),
                    look.changes(),
                    look.at(),
                    look.errors(),
                    look.refusedSince(),
                    others.getOrDefault(unit.name(), List.of()).stream()
                            .filter(other -> !other.sha256().equals(sha256))
                            .toList()));
        }
        status.sort((one, other) -> one.unit().compareTo(other.unit()));
        return status;
    }

    /** The name of this node: its host and port. */
    public String node() {
        return node;
    }

    private Look last(ReloadUnit unit) {
        synchronized (looked) {
            return looked.get(unit.name());
        }
    }

    private void put(ReloadUnit unit, Look look) {
        synchronized (looked) {
            looked.put(unit.name(), look);
        }
    }

    @Override
    public void start() {
        if (looks) {
            BackgroundWork.super.start();
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
