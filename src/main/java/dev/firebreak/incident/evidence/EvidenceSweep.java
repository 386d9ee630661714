package dev.firebreak.incident.evidence;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Removes unfinished evidence files of a crashed run at every start. */
@Component
class EvidenceSweep {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceSweep.class);

    private final Evidence evidence;

    EvidenceSweep(Evidence evidence) {
        this.evidence = evidence;
    }

    @EventListener(ApplicationReadyEvent.class)
    void sweep() {
        try {
            var swept = evidence.sweep();
            if (swept > 0) {
                LOG.info("Removed {} unfinished evidence files of an earlier run", swept);
            }
        } catch (IOException e) {
            // Unfinished files are harmless and must not prevent the start.
            LOG.warn("Can't remove unfinished evidence files: {}", e.toString());
        }
    }
}
