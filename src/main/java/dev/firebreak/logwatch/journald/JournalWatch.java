package dev.firebreak.logwatch.journald;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.logwatch.LogWatchSettings;
import dev.firebreak.logwatch.LogWatchSettings.JournalLogs;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.ruleset.RuleSets;
import dev.firebreak.logwatch.scan.LineScanner;
import dev.firebreak.logwatch.stream.LogSource;
import dev.firebreak.logwatch.stream.LogSources;
import dev.firebreak.logwatch.stream.StreamState;
import dev.firebreak.logwatch.stream.WatchedLog;
import dev.firebreak.logwatch.stream.WatchedLogs;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The journals of hosts. One node at a time reads each, over a connection that stays open. */
@Component
public class JournalWatch implements LogSource {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String LOG = "journal";

    /** More hosts share the threads. */
    private static final int MOST_THREADS = 8;

    private static final List<String> COMMAND = List.of(
            "journalctl",
            "--no-pager",
            "--output=json",
            "--output-fields=MESSAGE,SYSLOG_IDENTIFIER,_PID,_TRANSPORT,_SYSTEMD_UNIT");

    /** Without it, fields longer than 4 KiB come as null. */
    private static final String WHOLE = "--all";

    /** What journalctl says if the user may see only own entries. */
    private static final String HIDDEN = "not seeing messages from other users";

    private final CurrentCatalog catalog;
    private final Hosts hosts;
    private final LogSources sources;
    private final CurrentRules rules;
    private final List<Journal> journals = new ArrayList<>();

    /** The journal of one host. */
    private static final class Journal {

        private final JournalLogs settings;
        private final WatchedLogs logs;
        private Host host;
        private Instant lookAt = Instant.MIN;
        private RuleSets scanned;
        private LineScanner scanner;
        private long tooLong;

        private Journal(JournalLogs settings, WatchedLogs logs) {
            this.settings = settings;
            this.logs = logs;
        }

        private WatchedLog log() {
            return logs.get(LOG, settings.service() == null ? settings.target() : settings.service());
        }

        /** What was missed, or null. */
        private String why() {
            return tooLong == 0 ? null : "entries of more than 1 MiB, whose text was not read: " + tooLong;
        }

        private void disconnect() {
            if (host != null) {
                host.close();
                host = null;
            }
        }
    }

    JournalWatch(
            LogWatchSettings settings, CurrentCatalog catalog, Hosts hosts, LogSources sources, CurrentRules rules) {
        this.catalog = catalog;
        this.hosts = hosts;
        this.sources = sources;
        this.rules = rules;
        for (var journal : settings.journals()) {
            if (catalog.current()
                    .target(journal.target())
                    .filter(target -> target.kind().equals("host"))
                    .isEmpty()) {
                throw new StartupRefused("firebreak.log-watch.journals.target: there is no target \"" + journal.target()
                        + "\" of the kind host in the catalogue");
            }
            sources.checkRules("firebreak.log-watch.journals", journal.rules());
            journals.add(new Journal(journal, sources.watch("journal of " + journal.target())));
        }
    }

    @Override
    public String name() {
        return "journals";
    }

    @Override
    public boolean isConfigured() {
        return !journals.isEmpty();
    }

    /** Hosts side by side: one that hangs takes its thread up to its limit. */
    private final class Part implements LogSource {

        private final String name;
        private final List<Journal> some = new ArrayList<>();

        private Part(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isConfigured() {
            return !some.isEmpty();
        }

        @Override
        public boolean round() throws InterruptedException {
            return JournalWatch.this.round(some);
        }

        @Override
        public void close() {
            JournalWatch.close(some);
        }
    }

    @Override
    public List<LogSource> parts() {
        var parts = new ArrayList<Part>();
        for (var n = 0; n < journals.size(); n++) {
            if (n < MOST_THREADS) {
                parts.add(new Part(name() + "-" + (n + 1)));
            }
            parts.get(n % MOST_THREADS).some.add(journals.get(n));
        }
        return List.copyOf(parts);
    }

    @Override
    public boolean round() throws InterruptedException {
        return round(journals);
    }

    private boolean round(List<Journal> some) throws InterruptedException {
        var hasMore = false;
        for (var journal : some) {
            var now = sources.now();
            if (!now.isBefore(journal.lookAt)) {
                journal.lookAt = now.plus(EVERY);
                if (journal.logs.hold(journal::disconnect)) {
                    hasMore |= read(journal);
                    journal.logs.storeIfDue();
                } else {
                    journal.disconnect();
                }
            }
        }
        return hasMore;
    }

    private boolean read(Journal journal) throws InterruptedException {
        var log = journal.log();
        try {
            var hasMore = read(journal, log);
            if (hasMore) {
                journal.lookAt = Instant.MIN;
            }
            log.is(StreamState.WATCHED, journal.why());
            journal.logs.trouble(null);
            journal.logs.storeFindings(log);
            return hasMore;
        } catch (HostUnreachable e) {
            journal.disconnect();
            journal.lookAt = sources.now().plus(AFTER_FAILURE);
            log.is(StreamState.UNREADABLE, e.getMessage());
            journal.logs.trouble(e.getMessage());
            sources.tell(new NodeTrouble(
                    "log-unreadable",
                    journal.logs.watch(),
                    "Logs can't be read, so nothing watches them",
                    "The " + journal.logs.watch() + " can't be read."));
            return false;
        }
    }

    private boolean read(Journal journal, WatchedLog log) throws InterruptedException {
        if (journal.host == null) {
            journal.host = hosts.open(
                    catalog.current().target(journal.settings.target()).orElseThrow());
        }
        if (log.position() == null) {
            last(journal).ifPresent(entry -> log.readTo(entry.cursor(), 0, 0));
            return false;
        }
        if (journal.scanned != rules.get()) {
            journal.scanned = rules.get();
            journal.scanner = new LineScanner(journal.scanned.of(journal.settings.rules()));
        }
        var entries = next(journal, "--after-cursor=" + log.position());
        if (entries.isEmpty()) {
            log.readTo(log.position(), 0, 0);
            return false;
        }
        for (var entry : entries) {
            if (!entry.isOwn()) {
                journal.scanner.scan(
                        entry.line(), 0, entry.line().length, match -> log.count(match, entry.at(), sources.now()));
            }
        }
        log.readTo(entries.get(entries.size() - 1).cursor(), entries.size(), 0);
        return true;
    }

    /** An entry that is longer than what a host may answer comes without its text, so that those behind it are read. */
    private List<JournalEntry> next(Journal journal, String after) throws InterruptedException {
        var whole = run(journal, WHOLE, after);
        var entries = entries(whole);
        if (!entries.isEmpty() || whole.output().isBlank()) {
            return entries;
        }
        var first = entries(run(journal, after)).stream().limit(1).toList();
        journal.tooLong += first.size();
        return first;
    }

    private Optional<JournalEntry> last(Journal journal) throws InterruptedException {
        var entries = entries(run(journal, "--lines=1"));
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    private CommandResult run(Journal journal, String... which) throws InterruptedException {
        var command = new ArrayList<>(COMMAND);
        command.addAll(List.of(which));
        var result = journal.host.run(LIMIT, command);
        if (result.errors().contains(HIDDEN) || result.errors().contains("insufficient permissions")) {
            throw new HostUnreachable(
                    journal.settings.target()
                            + ": its user may not read the journal; add it to the group systemd-journal",
                    null);
        }
        if (!result.succeeded() && result.output().isBlank()) {
            throw new HostUnreachable(
                    journal.settings.target() + ": the journal can't be read: " + result.failure(), null);
        }
        return result;
    }

    /** The entries up to where the output was cut, if it was: the next round begins behind them. */
    private static List<JournalEntry> entries(CommandResult result) {
        return result.output()
                .lines()
                .map(JournalEntry::of)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        close(journals);
    }

    private static void close(List<Journal> some) {
        some.forEach(journal -> {
            journal.disconnect();
            journal.logs.close();
        });
    }
}
