package dev.firebreak.logwatch.stream;

import dev.firebreak.alert.internal.DetectedAlerts;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.logwatch.alert.ShownText;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.stream.WatchedLogs.Tools;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** What the sources of logs share: watches, time, and the way to tell people about trouble. */
@Component
public class LogSources {

    /** The same trouble is told again after this time. */
    private static final Duration TOLD_EVERY = Duration.ofHours(1);

    private final Tools tools;
    private final ApplicationEventPublisher events;
    private final Map<NodeTrouble, Instant> told = new ConcurrentHashMap<>();

    LogSources(
            LogStreams streams,
            DetectedAlerts alerts,
            ShownText shown,
            CurrentRules rules,
            PlatformTransactionManager transactions,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tools = new Tools(streams, alerts, shown, rules, transactions, clock);
        this.events = events;
    }

    /** The name of this machine. */
    public static String node() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this node";
        }
    }

    /** @param name the same on each node that could read it */
    public WatchedLogs watch(String name) {
        return new WatchedLogs(name, tools);
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

    /** Opens an incident about Firebreak, at most once an hour for the same trouble. */
    public void tell(NodeTrouble trouble) {
        var now = now();
        told.values().removeIf(at -> at.plus(TOLD_EVERY).isBefore(now));
        if (told.putIfAbsent(trouble, now) == null) {
            events.publishEvent(trouble);
        }
    }
}
