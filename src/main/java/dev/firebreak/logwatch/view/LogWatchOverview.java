package dev.firebreak.logwatch.view;

import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.stream.LogSources;
import dev.firebreak.logwatch.stream.LogStreams;
import dev.firebreak.logwatch.stream.LogStreams.Sum;
import dev.firebreak.logwatch.stream.LogStreams.Watch;
import dev.firebreak.logwatch.stream.StreamRow;
import dev.firebreak.logwatch.stream.StreamState;
import dev.firebreak.logwatch.view.LogWatchView.LogView;
import dev.firebreak.logwatch.view.LogWatchView.RuleView;
import dev.firebreak.logwatch.view.LogWatchView.WatchView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Reads what is stored of the log watch, of this node and of others. */
@Component
public class LogWatchOverview {

    private static final int LISTED = 200;
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final LogStreams streams;
    private final LogSources sources;
    private final CurrentRules rules;
    private final Clock clock;

    LogWatchOverview(LogStreams streams, LogSources sources, CurrentRules rules, Clock clock) {
        this.streams = streams;
        this.sources = sources;
        this.rules = rules;
        this.clock = clock;
    }

    public LogWatchView get() {
        var watches = watches();
        return new LogWatchView(
                watches.stream()
                        .mapToLong(watch -> watch.watched() + watch.skipped() + watch.unreadable())
                        .sum(),
                watches,
                streams.worst(LISTED).stream().map(LogWatchOverview::log).toList(),
                rules.get().all().stream()
                        .map(rule -> new RuleView(
                                rule.set(),
                                rule.name(),
                                rule.title(),
                                rule.severity().name(),
                                rule.threshold().toString()))
                        .toList(),
                rules.error().orElse(null));
    }

    /** Without the single logs; empty if nothing is or was watched. */
    public List<WatchView> watches() {
        var sums = streams.sums();
        var now = clock.instant();
        return streams.watches().stream().map(watch -> watch(watch, sums, now)).toList();
    }

    /** As {@link #watches}, without those that no node has read for an hour, if they are not this node's. */
    public List<WatchView> watchesInUse() {
        var sums = streams.sums();
        var now = clock.instant();
        return streams.watches().stream()
                .filter(watch -> watch.ownedUntil().isAfter(now.minus(ABANDONED)) || sources.isOwn(watch.name()))
                .map(watch -> watch(watch, sums, now))
                .toList();
    }

    private static WatchView watch(Watch watch, List<Sum> sums, Instant now) {
        var own = sums.stream().filter(sum -> sum.watch().equals(watch.name())).toList();
        return new WatchView(
                watch.name(),
                watch.ownedUntil().isAfter(now),
                watch.trouble(),
                logs(own, StreamState.WATCHED),
                logs(own, StreamState.SKIPPED),
                logs(own, StreamState.UNREADABLE),
                logs(own, StreamState.GONE),
                sum(own, Sum::lag),
                sum(own, Sum::lines),
                sum(own, Sum::hits));
    }

    private static long logs(List<Sum> sums, StreamState state) {
        return sums.stream()
                .filter(sum -> sum.state() == state)
                .mapToLong(Sum::logs)
                .sum();
    }

    private static long sum(List<Sum> sums, ToLongFunction<Sum> which) {
        return sums.stream().mapToLong(which).sum();
    }

    private static LogView log(StreamRow row) {
        return new LogView(
                row.watch(),
                row.name(),
                row.service(),
                row.state().name().toLowerCase(Locale.ROOT),
                row.why(),
                row.lag(),
                row.lines(),
                row.hits(),
                row.lastHit());
    }
}
