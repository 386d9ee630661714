package dev.firebreak.alert.inhibit;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.attached.AttachedGroup;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.split.GroupSplit;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.incident.IncidentId;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When a cause is over, its symptoms that still fire get an incident of their own, one for each service, and page then.
 * Any node does it, each service in one transaction. So it does with what an InfoInhibitor held.
 */
@Component
public class InhibitionRelease implements BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(InhibitionRelease.class);

    private final EndedCauses ended;
    private final AttachedGroups attached;
    private final GroupSplit split;
    private final InfoInhibition infos;
    private final IntakeSettings settings;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "inhibition", EVERY, this::run);

    InhibitionRelease(
            EndedCauses ended,
            AttachedGroups attached,
            GroupSplit split,
            InfoInhibition infos,
            IntakeSettings settings) {
        this.ended = ended;
        this.attached = attached;
        this.split = split;
        this.infos = infos;
        this.settings = settings;
    }

    /** Releases what waits for causes and inhibitors that are over. */
    public void run() {
        infos.release();
        for (var cause : ended.withSymptoms()) {
            try {
                release(cause);
            } catch (RuntimeException e) {
                log.warn("Symptoms of {} are not released; the next round tries again", cause, e);
            }
        }
    }

    private void release(IncidentId cause) {
        attached.of(cause).stream()
                .filter(AttachedGroup::isFiringSymptom)
                .map(AttachedGroup::service)
                .distinct()
                .forEach(service -> split.release(cause, service));
    }

    @Override
    public boolean isAutoStartup() {
        return settings.sweep();
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
