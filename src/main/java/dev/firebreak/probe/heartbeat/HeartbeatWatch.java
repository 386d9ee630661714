package dev.firebreak.probe.heartbeat;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.declaration.Declarations;
import dev.firebreak.probe.declaration.ProbeSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks for late heartbeats. Every node does; an alert is raised once. */
@Component
class HeartbeatWatch implements BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ExpectedHeartbeats heartbeats;
    private final CurrentDeclarations declared;
    private final ProbeSettings settings;
    private final NodeGate gate;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "heartbeats", EVERY, this::look);
    private Declarations known;
    private Instant up;

    HeartbeatWatch(
            ExpectedHeartbeats heartbeats,
            CurrentDeclarations declared,
            ProbeSettings settings,
            NodeGate gate,
            Clock clock) {
        this.heartbeats = heartbeats;
        this.declared = declared;
        this.settings = settings;
        this.gate = gate;
        this.clock = clock;
    }

    /** Asks the database only if something is declared, or was until now. */
    void look() {
        var now = declared.get();
        if (up == null) {
            up = clock.instant();
        }
        if (gate.isOpen() && (now != known || !now.heartbeats().isEmpty())) {
            heartbeats.watch(up);
            known = now;
        }
    }

    @Override
    public boolean isAutoStartup() {
        return settings.background();
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
