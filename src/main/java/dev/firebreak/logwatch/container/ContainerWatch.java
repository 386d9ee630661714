package dev.firebreak.logwatch.container;

import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.logwatch.LogWatchSettings;
import dev.firebreak.logwatch.LogWatchSettings.ContainerLogs;
import dev.firebreak.logwatch.container.EngineLogs.Logged;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.ruleset.RuleSets;
import dev.firebreak.logwatch.scan.LineScanner;
import dev.firebreak.logwatch.scan.Match;
import dev.firebreak.logwatch.stream.LogSource;
import dev.firebreak.logwatch.stream.LogSources;
import dev.firebreak.logwatch.stream.StreamState;
import dev.firebreak.logwatch.stream.WatchedLog;
import dev.firebreak.logwatch.stream.WatchedLogs;
import dev.firebreak.runbook.step.docker.engine.DockerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The logs of the containers of one Docker Engine, by name: a container that replaces another goes on with its log. One
 * node at a time reads them.
 */
@Component
public class ContainerWatch implements LogSource {

    private static final Duration EVERY = Duration.ofSeconds(3);

    /** Two streams of a container are written side by side: the newest lines may not be in order yet. */
    private static final Duration UNSETTLED = Duration.ofMillis(300);

    private static final int MOST_LINES = 50_000;
    private static final int MOST_CONTAINERS = 1_000;
    private static final Duration GONE_KEPT = Duration.ofDays(7);

    private final EngineLogs engine;
    private final LogSources sources;
    private final CurrentRules rules;
    private final WatchedLogs logs;
    private final List<Group> groups;

    /** Containers that run no more and are read to their end. */
    private final Set<String> finished = new HashSet<>();

    private Instant lookAt = Instant.MIN;
    private String trouble;
    private RuleSets scanned;

    /** One configured pattern of names. */
    private static final class Group {

        private final ContainerLogs settings;
        private final Pattern name;
        private LineScanner scanner;

        private Group(ContainerLogs settings) {
            this.settings = settings;
            this.name = Pattern.compile(Pattern.quote(settings.name()).replace("*", "\\E.*\\Q"));
        }
    }

    ContainerWatch(
            LogWatchSettings settings,
            DockerSettings docker,
            EngineLogs engine,
            LogSources sources,
            CurrentRules rules) {
        this.engine = engine;
        this.sources = sources;
        this.rules = rules;
        this.groups = settings.containers().stream().map(Group::new).toList();
        var isLocal = docker.host().startsWith("unix:");
        this.logs = sources.watch("containers of " + (isLocal ? sources.node() : docker.host()));
        groups.forEach(group -> sources.checkRules("firebreak.log-watch.containers", group.settings.rules()));
    }

    @Override
    public String name() {
        return "containers";
    }

    @Override
    public boolean isConfigured() {
        return !groups.isEmpty();
    }

    @Override
    public boolean round() throws InterruptedException {
        var now = sources.now();
        if (now.isBefore(lookAt) || !logs.hold(finished::clear)) {
            return false;
        }
        lookAt = now.plus(EVERY);
        refreshRules();
        var hasMore = false;
        trouble = null;
        try {
            hasMore = read(engine.all());
            logs.get(row(), sources.node()).is(StreamState.PATTERN, null);
        } catch (RuntimeException e) {
            unreadable(logs.get(row(), sources.node()), e);
        }
        logs.trouble(trouble);
        logs.storeIfDue();
        return hasMore;
    }

    private void refreshRules() {
        if (scanned != rules.get()) {
            scanned = rules.get();
            groups.forEach(group -> group.scanner = new LineScanner(scanned.of(group.settings.rules())));
        }
    }

    /** The row that tells that the engine was asked: containers that come later are read from their beginning. */
    private String row() {
        return WatchedLogs.stored(
                "names " + groups.stream().map(group -> group.settings.name()).collect(Collectors.joining(", ")));
    }

    private boolean read(List<Logged> all) throws InterruptedException {
        var isFirst = !logs.knows(row());
        var hasMore = false;
        var matching = all.stream()
                .filter(container -> group(container).isPresent())
                .sorted(Comparator.comparing(container -> !container.isRunning()))
                .toList();
        var left = Math.max(0, matching.size() - MOST_CONTAINERS);
        if (left > 0) {
            trouble = left + " containers are not read: of those that match, at most " + MOST_CONTAINERS + " are";
        }
        for (var container : matching.subList(0, matching.size() - left)) {
            hasMore |= read(container, group(container).orElseThrow(), isFirst);
        }
        markGone(all);
        return hasMore;
    }

    private Optional<Group> group(Logged container) {
        return groups.stream()
                .filter(group -> group.name.matcher(container.name()).matches())
                .findFirst();
    }

    private void markGone(List<Logged> all) {
        var names = all.stream().map(one -> WatchedLogs.stored(one.name())).collect(Collectors.toSet());
        finished.retainAll(all.stream().map(Logged::id).collect(Collectors.toSet()));
        for (var log : List.copyOf(logs.all())) {
            if (!names.contains(log.name()) && !log.name().equals(row())) {
                log.is(StreamState.GONE, null);
                if (log.position() != null) {
                    log.readTo(log.position(), 0, 0); // nothing is left to read
                }
                if (log.isOlder(sources.now().minus(GONE_KEPT))) {
                    logs.forget(log);
                }
            }
        }
    }

    private boolean read(Logged container, Group group, boolean isFirst) throws InterruptedException {
        if (finished.contains(container.id())) {
            return false;
        }
        var service = group.settings.service();
        var log = logs.get(container.name(), service == null ? container.name() : service);
        if (container.isOwn()) {
            log.is(StreamState.SKIPPED, "Firebreak writes it itself");
            return false;
        }
        if (log.position() == null && isFirst) {
            log.readTo(new ContainerPosition(container.id(), sources.now(), 0).text(), 0, 0);
        }
        try {
            var isComplete = read(container, group.scanner, log);
            log.is(StreamState.WATCHED, null);
            logs.storeFindings(log);
            if (isComplete && !container.isRunning()) {
                finished.add(container.id());
            }
            return !isComplete;
        } catch (RuntimeException e) {
            unreadable(log, e);
            return false;
        }
    }

    private boolean read(Logged container, LineScanner scanner, WatchedLog log) throws InterruptedException {
        var start = log.position() == null
                        || !ContainerPosition.of(log.position()).container().equals(container.id())
                ? ContainerPosition.beginning(container.id())
                : ContainerPosition.of(log.position());
        var until = container.isRunning() ? sources.now().minus(UNSETTLED) : Instant.MAX;
        var turn = new Turn(scanner, start, until);
        var isComplete = engine.read(container.id(), start.at(), turn::take);
        turn.found.forEach(found -> log.count(found.match(), found.at(), sources.now()));
        log.readTo(turn.position.text(), turn.lines, isComplete || turn.isUnsettled ? 0 : 1);
        return isComplete || turn.isUnsettled;
    }

    private record Found(Match match, Instant at) {}

    private static final class Turn {

        private final LineScanner scanner;
        private final ContainerPosition start;
        private final Instant until;
        private final List<Found> found = new ArrayList<>();
        private ContainerPosition position;
        private int sameTime;
        private long lines;
        private boolean isUnsettled;

        private Turn(LineScanner scanner, ContainerPosition start, Instant until) {
            this.scanner = scanner;
            this.start = start;
            this.position = start;
            this.until = until;
        }

        /** False ends the turn. */
        private boolean take(ContainerLine line) {
            if (line.at().isBefore(start.at()) || line.at().equals(start.at()) && ++sameTime <= start.sameTime()) {
                return true;
            }
            if (line.at().isAfter(until)) {
                isUnsettled = true;
                return false;
            }
            scanner.scan(line.text(), 0, line.text().length, match -> found.add(new Found(match, line.at())));
            position = position.after(line.at());
            return ++lines < MOST_LINES;
        }
    }

    private void unreadable(WatchedLog log, RuntimeException e) {
        var why = log.name() + " can't be read: " + e.getMessage();
        log.is(StreamState.UNREADABLE, why);
        trouble = why;
        sources.tell(new NodeTrouble(
                "log-unreadable", logs.watch(), "Logs can't be read, so nothing watches them", logs.watch()));
    }

    @Override
    public void close() {
        logs.close();
    }
}
