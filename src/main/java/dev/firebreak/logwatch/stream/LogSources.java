package dev.firebreak.logwatch.stream;

import dev.firebreak.alert.internal.DetectedAlertJournal;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.logwatch.alert.ShownText;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.stream.WatchedLogs.Tools;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** What the sources of logs share: watches, time, and the way to tell people about trouble. */
@Component
public class LogSources {

    /** The same trouble is told again after this time. */
    private static final Duration TOLD_EVERY = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(LogSources.class);

    private final Tools tools;
    private final String node;
    private final List<WatchedLogs> watches = new CopyOnWriteArrayList<>();
    private final ApplicationEventPublisher events;
    private final Map<NodeTrouble, Instant> told = new ConcurrentHashMap<>();

    LogSources(
            LogStreams streams,
            DetectedAlertJournal alerts,
            ShownText shown,
            CurrentRules rules,
            PlatformTransactionManager transactions,
            Clock clock,
            ApplicationEventPublisher events,
            NodeName node) {
        this.tools = new Tools(streams, alerts, shown, rules, transactions, clock);
        this.events = events;
        this.node = node.value();
    }

    /** The name of this machine for watches. */
    public String node() {
        return node;
    }

    /** Whether this node reads the watch, or would if no other did. */
    public boolean isOwn(String name) {
        return watches.stream().anyMatch(one -> one.watch().equals(name) && one.isWanted());
    }

    /** @param name the same on each node that could read it */
    public WatchedLogs watch(String name) {
        var watch = new WatchedLogs(name, tools);
        watches.add(watch);
        return watch;
    }

    public Instant now() {
        return tools.clock().instant();
    }

    /** Stops the start if a set of rules is not there. */
    public void checkRules(String setting, List<String> sets) {
        var known = tools.rules().get().names();
        for (var set : sets) {
            if (!known.contains(set)) {
                throw new StartupRefused(setting + ".rules: there is no set \"" + set + "\", only " + known);
            }
        }
    }

    /**
     * Opens an incident about Firebreak, at most once an hour for the same trouble. If that fails, logs are read all the
     * same and the next call tries again.
     */
    public void tell(NodeTrouble trouble) {
        var now = now();
        told.values().removeIf(at -> at.plus(TOLD_EVERY).isBefore(now));
        if (told.putIfAbsent(trouble, now) == null) {
            try {
                events.publishEvent(trouble);
            } catch (RuntimeException e) {
                told.remove(trouble);
                LOG.warn("Nobody could be told about {}: {}", trouble.title(), trouble, e);
            }
        }
    }
}
