package dev.firebreak.probe.heartbeat;

import dev.firebreak.alert.internal.InternalAlert;
import dev.firebreak.alert.internal.InternalAlertOutbox;
import dev.firebreak.alert.view.WatchdogsHeard;
import dev.firebreak.alert.view.WatchdogsHeard.Watchdog;
import dev.firebreak.probe.HeartbeatDeclaration;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.heartbeat.HeartbeatRows.Heard;
import dev.firebreak.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hears heartbeats, and raises an alert for each that is late or reports a failure. */
@Component
public class ExpectedHeartbeats {

    private static final String SOURCE = "firebreak-probes";
    private static final String ALERT = "heartbeat ";

    /** Beats of one name within this time are one. */
    private static final Duration APART = Duration.ofSeconds(1);

    /** After Firebreak was down, senders have this long to be heard again. */
    private static final Duration SETTLE = Duration.ofMinutes(10);

    private final CurrentDeclarations declared;
    private final HeartbeatTokens tokens;
    private final HeartbeatRows rows;
    private final WatchdogsHeard watchdogs;
    private final InternalAlertOutbox alerts;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    /**
     * A heartbeat as it stands.
     *
     * @param heardAt null if it was never heard
     * @param dueAt when it is late
     * @param failedAt when it last reported a failure after it was last heard, or null
     * @param isOver whether a watchdog's source says that it no longer fires
     * @param isUsable whether its token can be used
     */
    public record State(
            HeartbeatDeclaration declaration,
            Instant heardAt,
            Instant dueAt,
            Instant failedAt,
            boolean isOver,
            boolean isUsable) {

        public boolean isWell(Instant now) {
            return failedAt == null && !isOver && now.isBefore(dueAt);
        }
    }

    ExpectedHeartbeats(
            CurrentDeclarations declared,
            HeartbeatTokens tokens,
            HeartbeatRows rows,
            WatchdogsHeard watchdogs,
            InternalAlertOutbox alerts,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.declared = declared;
        this.tokens = tokens;
        this.rows = rows;
        this.watchdogs = watchdogs;
        this.alerts = alerts;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Takes a beat.
     *
     * @param id the token; or the name, if the token comes apart
     * @param token from the header, or null
     * @return whether there is such a heartbeat
     */
    boolean hear(String id, String token, boolean failed) {
        var name = tokens.name(token == null ? id : token).filter(found -> token == null || found.equals(id));
        name.ifPresent(found -> record(found, failed));
        return name.isPresent();
    }

    private void record(String name, boolean failed) {
        var now = clock.instant();
        var before = written.get(name);
        if (!failed && before != null && now.isBefore(before.plus(APART))) {
            return;
        }
        var heartbeat = declared.get().heartbeats().get(name);
        transaction.executeWithoutResult(status -> {
            rows.heard(name, now, failed);
            if (!failed) {
                alerts.resolve(ALERT + name);
            } else if (heartbeat != null) {
                alerts.fire(ALERT + name, alert(heartbeat, name + " reports that it failed"));
            }
        });
        written.put(name, failed ? Instant.EPOCH : now);
    }

    /** Raises an alert for each that is late, and ends those that are heard again. */
    void watch(Instant up) {
        var now = clock.instant();
        declared.get().heartbeats().keySet().forEach(name -> rows.add(name, now));
        var states = states();
        transaction.executeWithoutResult(status -> {
            for (var state : states) {
                if (state.isWell(now)) {
                    alerts.resolve(ALERT + state.declaration().name());
                } else if ((state.isOver() || isSettled(state, up, now)) && isStillSo(state)) {
                    alerts.fire(ALERT + state.declaration().name(), alert(state.declaration(), trouble(state, now)));
                }
            }
            alerts.firing(ALERT).stream()
                    .filter(id -> !declared.get().heartbeats().containsKey(id.substring(ALERT.length())))
                    .forEach(alerts::resolve);
        });
    }

    /** A beat that comes at this moment is not overtaken by what was read before it. */
    private boolean isStillSo(State state) {
        return state.declaration().isWatchdog()
                || rows.lockUnheardSince(state.declaration().name(), state.heardAt());
    }

    private static boolean isSettled(State state, Instant up, Instant now) {
        var declaration = state.declaration();
        var usual = declaration.every().plus(declaration.grace());
        return !now.isBefore(up.plus(usual.compareTo(SETTLE) < 0 ? usual : SETTLE));
    }

    private static String trouble(State state, Instant now) {
        var name = state.declaration().name();
        if (state.failedAt() != null) {
            return name + " reports that it failed";
        }
        if (state.isOver()) {
            return name + " no longer fires: its source evaluates no rules";
        }
        return state.heardAt() == null
                ? name + " was never heard"
                : name + " was last heard " + TimeText.of(Duration.between(state.heardAt(), now)) + " ago";
    }

    private static InternalAlert alert(HeartbeatDeclaration heartbeat, String what) {
        return new InternalAlert(
                SOURCE,
                "service " + heartbeat.alert().service(),
                "HeartbeatMissed",
                heartbeat.alert().service(),
                heartbeat.alert().severity(),
                "Heartbeat " + what,
                "It is expected every " + TimeText.of(heartbeat.every()) + ", at most " + TimeText.of(heartbeat.grace())
                        + " late.",
                heartbeat.alert().symptom(),
                null,
                heartbeat.alert().runbook(),
                heartbeat.isWatchdog()
                        ? Map.of("heartbeat", heartbeat.name(), "impact", "alerting-lost")
                        : Map.of("heartbeat", heartbeat.name()));
    }

    /** All that are declared, in the order of the files. */
    public List<State> states() {
        var heard = rows.all();
        var fired = watchdogs.all().stream().collect(Collectors.toMap(Watchdog::source, Function.identity()));
        return declared.get().heartbeats().values().stream()
                .map(one -> one.isWatchdog()
                        ? watchdog(one, Optional.ofNullable(fired.get(one.watchdog())), heard.get(one.name()))
                        : state(one, heard.get(one.name())))
                .toList();
    }

    /** The sources whose watchdog comes and is not declared: if it stopped, nobody would notice. */
    public List<Watchdog> unwatched() {
        var watched = declared.get().heartbeats().values().stream()
                .filter(HeartbeatDeclaration::isWatchdog)
                .map(HeartbeatDeclaration::watchdog)
                .toList();
        return watchdogs.all().stream()
                .filter(one -> !watched.contains(one.source()))
                .toList();
    }

    private State state(HeartbeatDeclaration one, Heard heard) {
        var heardAt = heard == null ? null : heard.heardAt();
        var failed = heard == null
                        || heard.failedAt() == null
                        || heardAt != null && !heard.failedAt().isAfter(heardAt)
                ? null
                : heard.failedAt();
        return new State(one, heardAt, due(one, heardAt, heard), failed, false, tokens.isUsable(one));
    }

    private State watchdog(HeartbeatDeclaration one, Optional<Watchdog> fired, Heard heard) {
        var heardAt = fired.map(Watchdog::firing).orElse(null);
        return new State(
                one,
                heardAt,
                due(one, heardAt, heard),
                null,
                fired.filter(Watchdog::isOver).isPresent(),
                true);
    }

    private Instant due(HeartbeatDeclaration one, Instant heardAt, Heard heard) {
        var since = heardAt != null ? heardAt : heard == null ? clock.instant() : heard.declaredAt();
        return since.plus(one.every()).plus(one.grace());
    }
}
