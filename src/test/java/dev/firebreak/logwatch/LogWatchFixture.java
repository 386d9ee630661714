package dev.firebreak.logwatch;

import dev.firebreak.ModuleBeans;
import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.alert.pipeline.PipelineFixture;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Target;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.logwatch.LogWatchSettings.FileLogs;
import dev.firebreak.logwatch.alert.ShownText;
import dev.firebreak.logwatch.container.EngineLogs;
import dev.firebreak.logwatch.file.FileWatch;
import dev.firebreak.logwatch.file.OwnFiles;
import dev.firebreak.logwatch.stream.LogSource;
import dev.firebreak.logwatch.stream.LogStreams;
import dev.firebreak.logwatch.stream.StreamRow;
import dev.firebreak.runbook.step.docker.engine.DockerSettings;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.support.GenericApplicationContext;

/** The log watch of one node, on the intake of a fixture. It reads when a test says so. */
public final class LogWatchFixture {

    static final Target HOST = new Target("app-host", "host", "tier-2", false, false, Map.of(), Map.of());

    public final List<NodeTrouble> troubles = new ArrayList<>();

    /** Whether nobody can be told about trouble. */
    public boolean isMute;

    private final AlertIngestFixture ingest;
    private final GenericApplicationContext beans;

    /** @param folder with {@code rules} and Firebreak's own {@code data} */
    public LogWatchFixture(AlertIngestFixture ingest, Path folder, FileLogs... files) {
        this(
                ingest,
                folder,
                new LogWatchSettings(
                        folder.resolve("rules"), Duration.ofSeconds(1), List.of(files), List.of(), List.of()));
    }

    public LogWatchFixture(AlertIngestFixture ingest, Path folder, LogWatchSettings settings) {
        this(ingest, folder, settings, new PlayedEngine(), new PlayedJournal(), HOST);
    }

    LogWatchFixture(
            AlertIngestFixture ingest,
            Path folder,
            LogWatchSettings settings,
            EngineLogs engine,
            Hosts hosts,
            Target host) {
        this.ingest = ingest;
        beans = ModuleBeans.context();
        beans.setParent(ingest.context);
        beans.registerBean(LogWatchSettings.class, () -> settings);
        beans.registerBean("nodeName", NodeName.class);
        ModuleBeans.scan(beans, "dev.firebreak.logwatch");
        beans.registerBean("ownFiles", OwnFiles.class, () -> new OwnFiles(List.of(folder.resolve("data"))));
        beans.registerBean("shownText", ShownText.class, () -> new ShownText(text -> text.replace("s3cret", "***")));
        beans.registerBean("dockerLogReader", EngineLogs.class, () -> engine);
        beans.registerBean(DockerSettings.class, () -> new DockerSettings("tcp://engine:2375", null, null));
        beans.registerBean(Hosts.class, () -> hosts);
        beans.registerBean("catalog", Catalog.class, () -> catalog(host));
        beans.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> said && said.getPayload() instanceof NodeTrouble trouble) {
                if (isMute) {
                    throw new IllegalStateException("the intake is shut");
                }
                troubles.add(trouble);
            }
        });
        beans.refresh();
    }

    private static Catalog catalog(Target host) {
        return new Catalog(
                "mosaic", Map.of(), Map.of(host.name(), host), Map.of(), Map.of(), List.of(), Map.of(), null);
    }

    public static FileLogs files(Path glob, String... rules) {
        return new FileLogs(glob.toString(), "mosaic-app", List.of(rules), ZoneOffset.UTC);
    }

    public <T> T get(Class<T> type) {
        return beans.getBean(type);
    }

    /** Reads everything that is there now, a while later, and opens the incidents that follow. */
    public void reads() {
        reads(FileWatch.class);
    }

    public void reads(Class<? extends LogSource> which) {
        ingest.clock.passes(Duration.ofSeconds(11));
        var source = get(which);
        try {
            while (source.round()) {
                // There is more.
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        applies();
    }

    public void applies() {
        PipelineFixture.sweep(ingest.context);
        ingest.startProcesses();
    }

    /** The node stops in an orderly way. */
    public void stops() {
        stops(FileWatch.class);
    }

    public void stops(Class<? extends LogSource> which) {
        get(which).close();
        beans.close();
    }

    /** Another node takes over what this one leaves, once nobody has heard of it for a while. */
    public void isKilled() {
        beans.close();
        ingest.clock.passes(Duration.ofSeconds(31));
    }

    public List<StreamRow> streams() {
        return get(LogStreams.class).worst(10_000);
    }

    public StreamRow stream(Path path) {
        return stream(path.toString());
    }

    public StreamRow stream(String name) {
        return streams().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What fires, by title, each as often as it was opened. */
    public List<String> firing() {
        return titles("a.resolved_in is null");
    }

    public List<String> everFired() {
        return titles("true");
    }

    private List<String> titles(String which) {
        return ingest.jdbc()
                .sql("select t.summary from alert a join alert_text t on t.source = a.source and"
                        + " t.fingerprint = a.fingerprint and t.starts_at = a.starts_at where a.source = 'log-watch' and "
                        + which + " order by t.summary")
                .query(String.class)
                .list();
    }
}
