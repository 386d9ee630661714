package dev.firebreak.logwatch.loop;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.logwatch.LogWatchSettings;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.stream.LogSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts a loop for each part of a source that has something to watch, and one that reads changed rules. */
@Component
class LogWatch implements SmartLifecycle {

    private static final Duration RULES_EVERY = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

    private final LogWatchSettings settings;
    private final List<LogSource> sources;
    private final CurrentRules rules;
    private final List<BackgroundLoop> loops = new ArrayList<>();
    private volatile boolean open;

    LogWatch(LogWatchSettings settings, List<LogSource> sources, CurrentRules rules) {
        this.settings = settings;
        this.sources = sources.stream()
                .filter(LogSource::isConfigured)
                .flatMap(source -> source.parts().stream())
                .toList();
        this.rules = rules;
    }

    private void run(LogSource source) {
        try {
            while (source.round() && open) {
                // There is more to read.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        if (sources.isEmpty()) {
            return;
        }
        open = true;
        sources.forEach(source -> loops.add(
                new BackgroundLoop(PAGING, "log-watch-" + source.name(), settings.every(), () -> run(source))));
        loops.add(new BackgroundLoop(PAGING, "log-watch-rules", RULES_EVERY, rules::reload));
        loops.forEach(BackgroundLoop::start);
    }

    @Override
    public void stop() {
        open = false;
        var until = System.nanoTime() + STOP_TIMEOUT.toNanos();
        loops.forEach(loop -> loop.stop(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
        loops.clear();
        sources.forEach(this::close);
    }

    /** What is not stored is read again. */
    private void close(LogSource source) {
        try {
            source.close();
        } catch (RuntimeException e) {
            LOG.warn("How far the logs of {} are read could not be stored", source.name(), e);
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /** After intake opens, and stopped before it closes. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
