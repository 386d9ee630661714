package dev.firebreak.logwatch.stream;

import dev.firebreak.alert.internal.DetectedAlertJournal;
import dev.firebreak.logwatch.alert.LogAlertBodies;
import dev.firebreak.logwatch.alert.LogAlertBodies.Origin;
import dev.firebreak.logwatch.alert.ShownText;
import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
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

    private static final Duration ABANDONED = Duration.ofDays(7);
    private static final Duration FORGOTTEN_EVERY = Duration.ofHours(1);
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_SERVICE = 120;
    private static final int SHA256 = 64;

    private static final Logger LOG = LoggerFactory.getLogger(WatchedLogs.class);

    private final String watch;
    private final Tools tools;
    private final String owner = UUID.randomUUID().toString();
    private final Map<String, WatchedLog> logs = new HashMap<>();
    private final TransactionTemplate transaction;
    private Instant renewAt = Instant.MIN;
    private Instant storeAt = Instant.MIN;
    private String trouble;
    private Instant forgetAt = Instant.MIN;
    private boolean held;
    private volatile boolean wanted;

    /** What all watches share. */
    public record Tools(
            LogStreams streams,
            DetectedAlertJournal alerts,
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
        wanted = true;
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
        forgetAbandoned(now);
        return isMine;
    }

    /** Whether this node has tried to read it since its start. */
    boolean isWanted() {
        return wanted;
    }

    /** Watches that no node has read for days, such as those of a machine that is not there any more. */
    private void forgetAbandoned(Instant now) {
        if (!now.isBefore(forgetAt)) {
            forgetAt = now.plus(FORGOTTEN_EVERY);
            transaction.executeWithoutResult(status -> tools.streams().forget(now.minus(ABANDONED)));
        }
    }

    private void load() {
        logs.clear();
        tools.streams().of(watch).forEach(row -> logs.put(row.name(), new WatchedLog(origin(row), row, tools.shown())));
        trouble = null;
    }

    private static Origin origin(StreamRow row) {
        return new Origin(row.watch(), row.name(), row.service());
    }

    /** The name that a log is stored by: of a long one its beginning, and its hash. */
    public static String stored(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : Text.preview(name, LONGEST_NAME - SHA256 - 1) + " " + Hash.sha256(name);
    }

    public boolean knows(String name) {
        return logs.containsKey(stored(name));
    }

    public WatchedLog get(String name, String service) {
        var serves = Text.preview(service, LONGEST_SERVICE);
        var log = logs.computeIfAbsent(
                stored(name), n -> new WatchedLog(new Origin(watch, n, serves), null, tools.shown()));
        log.serves(serves);
        return log;
    }

    public Collection<WatchedLog> all() {
        return logs.values();
    }

    /**
     * Logs are read all the same if it can't be stored; the next round tries again.
     *
     * @param now why the watch as a whole sees less than it should, or null
     */
    public void trouble(String now) {
        if (!Objects.equals(now, trouble)) {
            try {
                tools.streams().setTrouble(watch, now);
                trouble = now;
            } catch (RuntimeException e) {
                LOG.warn("The trouble of {} can't be stored: {}", watch, now, e);
            }
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

    /** Throws if the commit fails. One log that the database refuses does not keep the others from being stored. */
    private void store(List<WatchedLog> changed) {
        if (changed.isEmpty()) {
            return;
        }
        try {
            storeTogether(changed);
        } catch (DataIntegrityViolationException e) {
            changed.forEach(this::storeAlone);
        }
    }

    private void storeAlone(WatchedLog log) {
        try {
            storeTogether(List.of(log));
        } catch (DataIntegrityViolationException e) {
            LOG.warn("{} of {} can't be stored; it is tried again: {}", log.name(), watch, e.getMessage());
        }
    }

    private void storeTogether(List<WatchedLog> changed) {
        var now = tools.clock().instant();
        try {
            transaction.executeWithoutResult(status -> {
                if (!tools.streams().isMine(watch, owner)) {
                    throw new IllegalStateException("another node reads " + watch + " by now");
                }
                tools.streams().save(changed.stream().map(log -> log.row(now)).toList());
                tools.alerts()
                        .journal(
                                LogAlertBodies.SOURCE,
                                changed.stream()
                                        .flatMap(log -> log.bodies().stream())
                                        .toList());
            });
            changed.forEach(log -> log.stored(now));
        } catch (DataIntegrityViolationException e) {
            throw e;
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
