package dev.firebreak.alert.pull;

import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.noise.NoiseSettings;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.incident.Timeline;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** Asks Alertmanagers when a test says so. */
public final class PullFixture {

    private final AlertmanagerPull pull;
    private final PullStatus status;

    public PullFixture(ApplicationContext node, String source, URI alertmanager, Duration settled) {
        this(node, Map.of(source, alertmanager), settled);
    }

    /** @param alertmanagers by the name of the source, asked in this order */
    public PullFixture(ApplicationContext node, Map<String, URI> alertmanagers, Duration settled) {
        var peers = new LinkedHashMap<String, PullSettings.Peer>();
        alertmanagers.forEach((source, url) -> peers.put(source, peer(url)));
        var settings = new PullSettings(peers, Duration.ofHours(1), settled);
        this.status = new PullStatus();
        pull = new AlertmanagerPull(
                settings,
                node.getBean(KnownFirings.class),
                node.getBean(DefaultSeverities.class),
                node.getBean(AlertFormats.class),
                node.getBean(NoiseSettings.class),
                node.getBean(IngestQueue.class),
                node.getBean(Timeline.class),
                status,
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_PEER", "s3cret of the peer")),
                node.getBean(Clock.class));
    }

    /** What people see of the first. */
    public PullStatus.Asked status() {
        return status.all().get(0);
    }

    /** An address that ends in {@code #basic} or {@code #bearer} has that login. */
    private static PullSettings.Peer peer(URI url) {
        var login = url.getFragment();
        return new PullSettings.Peer(
                url.getFragment() == null ? url : URI.create(url.toString().replaceAll("#.*", "")),
                "firebreak",
                "basic".equals(login) ? "firebreak" : null,
                "basic".equals(login) ? "secret://peer" : null,
                "bearer".equals(login) ? "secret://peer" : null);
    }

    public void asks() {
        pull.round();
    }
}
