package dev.firebreak.incident.evidence;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Clears at every start what a crash left half-written in the evidence folder. */
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
                LOG.info("{} unfinished evidence files of an earlier run were removed", swept);
            }
        } catch (IOException e) {
            // Left-overs harm nobody; a start that fails because of them would.
            LOG.warn("The evidence folder could not be swept: {}", e.toString());
        }
    }
}
