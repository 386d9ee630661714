package dev.firebreak.logwatch.stream;

import dev.firebreak.alert.internal.DetectedAlerts;
import dev.firebreak.logwatch.alert.LogAlerts;
import dev.firebreak.logwatch.alert.LogAlerts.Origin;
import dev.firebreak.logwatch.alert.ShownText;
import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The logs of one watch while this node reads them. Position, counts and the alerts that follow are committed together;
 * what was read since the last commit is read again after a crash, with the same result. If a commit fails, everything
 * is read again from what is stored. For one thread.
 */
public final class WatchedLogs {

    /** The time after which another node may go on. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

    /** Positions without alerts; reading a few lines twice changes nothing. */
    private static final Duration STORED_EVERY = Duration.ofSeconds(5);

    private final String watch;
    private final Tools tools;
    private final String owner = UUID.randomUUID().toString();
    private final Map<String, WatchedLog> logs = new HashMap<>();
    private final TransactionTemplate transaction;
    private Instant renewAt = Instant.MIN;
    private Instant storeAt = Instant.MIN;
    private String trouble;
    private boolean held;

    /** What all watches share. */
    public record Tools(
            LogStreams streams,
            DetectedAlerts alerts,
            ShownText shown,
            CurrentRules rules,
            PlatformTransactionManager transactions,
            Clock clock) {}

    /** @param watch names what is read, such as {@code files on web-1}: the same on each node that could read it */
    public WatchedLogs(String watch, Tools tools) {
        this.watch = watch;
        this.tools = tools;
        this.transaction = new TransactionTemplate(tools.transactions());
    }

    public String watch() {
        return watch;
    }

    /**
     * Takes or keeps the watch; false while another node reads it. Loads what is stored when the watch is new here.
     *
     * @param loaded runs then: every log that was got before is out of date
     */
    public boolean hold(Runnable loaded) {
        var now = tools.clock().instant();
        if (held && now.isBefore(renewAt)) {
            return true;
        }
        var isMine = tools.streams().take(watch, owner, now, now.plus(LEASE));
        if (isMine && !held) {
            load();
            loaded.run();
        }
        held = isMine;
        renewAt = now.plus(RENEWED_EVERY);
        return isMine;
    }

    private void load() {
        logs.clear();
        tools.streams().of(watch).forEach(row -> logs.put(row.name(), new WatchedLog(origin(row), row, tools.shown())));
        trouble = null;
    }

    private static Origin origin(StreamRow row) {
        return new Origin(row.watch(), row.name(), row.service());
    }

    public boolean knows(String name) {
        return logs.containsKey(name);
    }

    public WatchedLog get(String name, String service) {
        var log = logs.computeIfAbsent(name, n -> new WatchedLog(new Origin(watch, n, service), null, tools.shown()));
        log.serves(service);
        return log;
    }

    public Collection<WatchedLog> all() {
        return logs.values();
    }

    /** @param now why the watch as a whole sees less than it should, or null */
    public void trouble(String now) {
        if (!Objects.equals(now, trouble)) {
            tools.streams().setTrouble(watch, now);
            trouble = now;
        }
    }

    /** Commits if alerts wait, or if the last commit is a while ago. */
    public void storeIfDue() {
        var now = tools.clock().instant();
        if (!now.isBefore(storeAt)) {
            var rules = rules();
            logs.values().forEach(log -> log.endDue(rules, now));
            store(logs.values().stream().filter(WatchedLog::isChanged).toList());
            storeAt = now.plus(STORED_EVERY);
        }
    }

    /** Commits the alerts of a log at once. */
    public void storeFindings(WatchedLog log) {
        if (log.hasFindings()) {
            store(List.of(log));
        }
    }

    private Map<String, LogRule> rules() {
        return tools.rules().get().all().stream().collect(Collectors.toMap(LogRule::name, Function.identity()));
    }

    /** Throws if the commit fails. */
    private void store(List<WatchedLog> changed) {
        if (changed.isEmpty()) {
            return;
        }
        var now = tools.clock().instant();
        try {
            transaction.executeWithoutResult(status -> {
                if (!tools.streams().isMine(watch, owner)) {
                    throw new IllegalStateException("another node reads " + watch + " by now");
                }
                tools.streams().save(changed.stream().map(log -> log.row(now)).toList());
                tools.alerts()
                        .journal(
                                LogAlerts.SOURCE,
                                changed.stream()
                                        .flatMap(log -> log.bodies().stream())
                                        .toList());
            });
            changed.forEach(log -> log.stored(now));
        } catch (RuntimeException e) {
            held = false; // what is stored counts
            renewAt = Instant.MIN;
            throw e;
        }
    }

    /** Forgets a log that is gone for good. */
    public void forget(WatchedLog log) {
        if (log.isIdle()) {
            tools.streams().delete(watch, log.name());
            logs.remove(log.name());
        }
    }

    /** Stores everything, and lets another node go on at once. */
    public void close() {
        if (held) {
            store(logs.values().stream().filter(WatchedLog::isChanged).toList());
            tools.streams().release(watch, owner, tools.clock().instant());
            held = false;
        }
    }
}
