package dev.firebreak.logwatch.file;

import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.logwatch.LogWatchSettings;
import dev.firebreak.logwatch.LogWatchSettings.FileLogs;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.ruleset.RuleSets;
import dev.firebreak.logwatch.scan.LineScanner;
import dev.firebreak.logwatch.stream.LogSource;
import dev.firebreak.logwatch.stream.LogSources;
import dev.firebreak.logwatch.stream.StreamState;
import dev.firebreak.logwatch.stream.WatchedLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The files of this node's machine. Each has its turn in each round, so one that grows fast delays no other for long. */
@Component
public class FileWatch implements LogSource {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final Duration GONE_KEPT = Duration.ofDays(7);
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int NAMED = 10;
    private static final int LONGEST_PATH = 1_000;

    private final LogWatchSettings settings;
    private final OwnFiles own;
    private final LogSources sources;
    private final WatchedLogs logs;
    private final CurrentRules rules;
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<WatchedFile> files = new ArrayList<>();
    private final Set<Path> paths = new HashSet<>();
    private final Map<WatchedFile, Pattern> patternOf = new HashMap<>();
    private final BlockReader reader = new BlockReader();
    private Instant lookAt = Instant.MIN;
    private int next;
    private RuleSets scanned;

    /** One configured glob. */
    private static final class Pattern {

        private final FileLogs logs;
        private final FileGlob glob;
        private LineScanner scanner;
        private final Set<WatchedFile> first = new HashSet<>();
        private boolean isFirstLook;

        private Pattern(FileLogs logs, FileGlob glob) {
            this.logs = logs;
            this.glob = glob;
        }

        /** Whether the file was there when the glob was first looked at. */
        private boolean isFirst(WatchedFile file) {
            return !first.isEmpty() && first.remove(file);
        }

        /** The row that tells that the glob was looked at: what comes later is read from its beginning. */
        private String row() {
            return WatchedLogs.stored("paths " + logs.paths());
        }
    }

    FileWatch(LogWatchSettings settings, OwnFiles own, LogSources sources, CurrentRules rules) {
        this.settings = settings;
        this.own = own;
        this.sources = sources;
        this.rules = rules;
        this.logs = sources.watch("files on " + sources.node());
        for (var file : settings.files()) {
            try {
                patterns.add(new Pattern(file, new FileGlob(file.paths())));
            } catch (IllegalArgumentException e) {
                throw new StartupRefused("firebreak.log-watch.files: " + e.getMessage());
            }
            sources.checkRules("firebreak.log-watch.files", file.rules());
        }
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public boolean isConfigured() {
        return !patterns.isEmpty();
    }

    @Override
    public boolean round() {
        if (!logs.hold(this::forget)) {
            return false;
        }
        var now = sources.now();
        if (!now.isBefore(lookAt)) {
            lookAt = now.plus(LOOK_EVERY); // a look that fails does not keep the known files from being read
            look(now);
        }
        var hasMore = turns(now);
        logs.storeIfDue();
        return hasMore;
    }

    /** Ends early if there is much to read, so that the watch is kept; the next round goes on with the next file. */
    private boolean turns(Instant now) {
        var until = System.nanoTime() + ROUND.toNanos();
        var hasMore = false;
        for (var n = 0; n < files.size(); n++) {
            var file = files.get(next++ % files.size());
            if (file.isDue(now)) {
                var pattern = patternOf.get(file);
                hasMore |= file.turn(pattern.scanner, reader, pattern.isFirst(file), settings.every(), now);
                logs.storeFindings(file.log());
                if (System.nanoTime() > until) {
                    return true;
                }
            }
        }
        return hasMore;
    }

    /** What is stored counts again. */
    private void forget() {
        files.clear();
        paths.clear();
        patternOf.clear();
        patterns.forEach(pattern -> pattern.first.clear());
        lookAt = Instant.MIN;
    }

    private void look(Instant now) {
        if (scanned != rules.get()) {
            scanned = rules.get();
            patterns.forEach(pattern -> pattern.scanner = new LineScanner(scanned.of(pattern.logs.rules())));
        }
        patterns.forEach(this::look);
        forgetGone(now);
        report();
    }

    private void look(Pattern pattern) {
        pattern.isFirstLook = !logs.knows(pattern.row());
        var found = pattern.glob.look(path -> paths.contains(path) || Files.exists(path));
        var count = 0;
        for (var path : found.files()) {
            count++;
            if (!paths.contains(path)) {
                add(pattern, path);
            }
        }
        // A log that is being rotated has no file for a moment.
        for (var log : List.copyOf(logs.all())) {
            var path = log.name().startsWith("/") ? Path.of(log.name()) : null;
            if (path != null && !paths.contains(path) && pattern.glob.matches(path)) {
                add(pattern, path);
            }
        }
        var row = logs.get(pattern.row(), service(pattern));
        var why = found.trouble() != null ? found.trouble() : count == 0 ? "no file matches" : count + " files match";
        row.is(found.trouble() == null ? StreamState.PATTERN : StreamState.UNREADABLE, why);
    }

    private void add(Pattern pattern, Path path) {
        var name = path.toString();
        if (name.length() > LONGEST_PATH || files.size() >= FileGlob.MOST_FILES) {
            logs.get(pattern.row(), service(pattern))
                    .is(StreamState.UNREADABLE, "too many files, or a path that is too long: " + path);
            return;
        }
        var log = logs.get(name, service(pattern));
        if (own.contain(path)) {
            log.is(StreamState.SKIPPED, "Firebreak writes it itself");
            return;
        }
        var file = new WatchedFile(path, pattern.glob.folder(), pattern.logs.zone(), log);
        files.add(file);
        paths.add(path);
        patternOf.put(file, pattern);
        if (pattern.isFirstLook) {
            pattern.first.add(file);
        }
    }

    private String service(Pattern pattern) {
        return pattern.logs.service() == null ? sources.node() : pattern.logs.service();
    }

    private void forgetGone(Instant now) {
        for (var log : List.copyOf(logs.all())) {
            if (log.state() != StreamState.SKIPPED && !isConfigured(log.name())) {
                log.is(StreamState.GONE, "not configured any more");
            }
            if (log.state() == StreamState.GONE && log.isOlder(now.minus(GONE_KEPT))) {
                logs.forget(log);
                files.removeIf(file -> file.log() == log && paths.remove(Path.of(log.name())));
            }
        }
    }

    private boolean isConfigured(String log) {
        return log.startsWith("/")
                ? paths.contains(Path.of(log))
                : patterns.stream().anyMatch(pattern -> pattern.row().equals(log));
    }

    /** People hear which files can't be read. */
    private void report() {
        var unreadable = new TreeSet<String>();
        logs.all().stream()
                .filter(log -> log.state() == StreamState.UNREADABLE)
                .forEach(log -> unreadable.add(log.name() + " " + log.why()));
        if (unreadable.isEmpty()) {
            logs.trouble(null);
            return;
        }
        var named = String.join("\n", unreadable.stream().limit(NAMED).toList());
        var more = unreadable.size() - NAMED;
        var details = named + (more > 0 ? "\nand " + more + " more" : "");
        logs.trouble(details);
        sources.tell(new NodeTrouble(
                "log-unreadable",
                logs.watch(),
                "Logs can't be read, so nothing watches them",
                details + "\nLet Firebreak's user read them, or take them out of firebreak.log-watch.files."));
    }

    @Override
    public void close() {
        logs.close();
    }
}
