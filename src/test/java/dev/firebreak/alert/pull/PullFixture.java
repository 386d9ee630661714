package dev.firebreak.alert.pull;

import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.noise.NoiseSettings;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.incident.Timeline;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** Asks Alertmanagers when a test says so. */
public final class PullFixture {

    private final AlertmanagerPull pull;

    public PullFixture(ApplicationContext node, String source, URI alertmanager, Duration settled) {
        this(node, Map.of(source, alertmanager), settled);
    }

    /** @param alertmanagers by the name of the source, asked in this order */
    public PullFixture(ApplicationContext node, Map<String, URI> alertmanagers, Duration settled) {
        var peers = new LinkedHashMap<String, PullSettings.Peer>();
        alertmanagers.forEach((source, url) -> peers.put(source, new PullSettings.Peer(url, "firebreak")));
        var settings = new PullSettings(peers, Duration.ofHours(1), settled);
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
