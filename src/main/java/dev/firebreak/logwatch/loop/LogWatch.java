package dev.firebreak.logwatch.loop;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.logwatch.LogWatchSettings;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.stream.LogSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Starts a loop for each part of a source that has something to watch, and one that reads changed rules. */
@Component
class LogWatch implements BackgroundWork {

    private static final Duration RULES_EVERY = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

    private final List<LogSource> sources;
    private final List<BackgroundLoop> loops = new ArrayList<>();
    private volatile boolean open;

    LogWatch(LogWatchSettings settings, List<LogSource> sources, CurrentRules rules) {
        this.sources = sources.stream()
                .filter(LogSource::isConfigured)
                .flatMap(source -> source.parts().stream())
                .toList();
        this.sources.forEach(source -> loops.add(
                new BackgroundLoop(PAGING, "log-watch-" + source.name(), settings.every(), () -> run(source))));
        if (!loops.isEmpty()) {
            loops.add(new BackgroundLoop(PAGING, "log-watch-rules", RULES_EVERY, rules::reload));
        }
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
        open = true;
        BackgroundWork.super.start();
    }

    /** All loops share the time, as there may be many. */
    @Override
    public void stop() {
        open = false;
        var until = System.nanoTime() + STOP_TIMEOUT.toNanos();
        loops.forEach(loop -> loop.stop(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
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
    public List<BackgroundLoop> loops() {
        return loops;
    }

    /** After intake opens, and stopped before it closes. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
