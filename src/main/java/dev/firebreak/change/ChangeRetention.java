package dev.firebreak.change;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.DatabaseBulkhead;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Deletes changes that are older than the settings keep them; any node does it. */
@Component
class ChangeRetention implements BackgroundWork {

    private static final Duration EVERY = Duration.ofHours(1);

    private final ServiceChanges changes;
    private final ChangeSettings settings;
    private final Clock clock;
    private final BackgroundLoop loop =
            new BackgroundLoop(DatabaseBulkhead.STEPS, "change-retention", EVERY, this::round);

    ChangeRetention(ServiceChanges changes, ChangeSettings settings, Clock clock) {
        this.changes = changes;
        this.settings = settings;
        this.clock = clock;
    }

    void round() {
        var before = clock.instant().minus(settings.kept());
        while (changes.forget(before) > 0) {
            // a batch at a time, so that no transaction is long
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
