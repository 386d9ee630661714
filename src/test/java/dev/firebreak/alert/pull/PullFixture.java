package dev.firebreak.alert.pull;

import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.noise.NoiseSettings;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.incident.Timeline;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** Asks one Alertmanager when a test says so. */
public final class PullFixture {

    private final AlertmanagerPull pull;

    public PullFixture(ApplicationContext node, String source, URI alertmanager, Duration settled) {
        var settings = new PullSettings(
                Map.of(source, new PullSettings.Peer(alertmanager, "firebreak")), Duration.ofHours(1), settled);
        pull = new AlertmanagerPull(
                settings,
                node.getBean(KnownFirings.class),
                node.getBean(DefaultSeverities.class),
                node.getBean(AlertFormats.class),
                node.getBean(NoiseSettings.class),
                node.getBean(IngestQueue.class),
                node.getBean(Timeline.class),
                node.getBean(Clock.class));
    }

    public void asks() {
        pull.round();
    }
}
