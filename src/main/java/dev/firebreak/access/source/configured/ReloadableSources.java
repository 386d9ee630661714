package dev.firebreak.access.source.configured;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.access.source.SourceToken;
import dev.firebreak.reload.PreparedReload;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.reload.ReloadUnit;
import dev.firebreak.reload.UnitFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * The alert sources that the files of settings replace while Firebreak runs: {@code firebreak.sources} and {@code
 * firebreak.ingest-token}. Everything else in these files counts at the next start, and the reload says so. The value
 * behind a reference such as {@code secret://grafana} is part of the unit, so a rotated token counts, too.
 */
@Component
class ReloadableSources implements ReloadUnit {

    private static final String SECRETS = "secrets";

    private final SettingsFiles settings;
    private final ConfiguredSources sources;
    private final TokenActivation activation;
    private volatile UnitFiles inForce;

    ReloadableSources(ConfigurableEnvironment environment, ConfiguredSources sources, TokenActivation activation) {
        this.settings = new SettingsFiles(environment);
        this.sources = sources;
        this.activation = activation;
        this.inForce = new UnitFiles(settings.location(), new TreeMap<>());
        this.inForce = started();
    }

    /** A file that changed since the start of this process is seen as changed. */
    private UnitFiles started() {
        try {
            return read();
        } catch (ReloadRefused e) {
            return inForce;
        }
    }

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public UnitFiles inForce() {
        return inForce;
    }

    @Override
    public UnitFiles read() {
        if (settings.files().isEmpty()) {
            return inForce;
        }
        var files = settings.read();
        try {
            var tokens = sources.with(settings.parse(files).access()).tokens();
            files.files()
                    .put(
                            SECRETS,
                            tokens.stream()
                                    .map(SourceToken::sha256)
                                    .collect(Collectors.joining("\n"))
                                    .getBytes(UTF_8));
        } catch (ReloadRefused | SourceInvalid invalid) {
            // What is wrong is said by prepare, when the same content was seen twice.
        }
        return files;
    }

    @Override
    public PreparedReload prepare(UnitFiles files) {
        var parsed = settings.parse(files);
        var next = sources.with(parsed.access());
        List<SourceToken> tokens;
        try {
            tokens = next.tokens();
        } catch (SourceInvalid e) {
            throw new ReloadRefused(List.of(parsed.place(e.key()) + " " + e.getMessage()));
        }
        var changes = new ArrayList<String>(changes(sources.table(), next));
        parsed.othersThatDiffer().forEach(key -> changes.add(key + " changed: it counts at the next start"));
        return new PreparedReload(
                changes,
                () -> activation.activate(
                        tokens, next.hasDefaultToken(), next.defaultSeverity(ConfiguredSources.DEFAULT)),
                () -> {
                    sources.replace(next);
                    inForce = files;
                });
    }

    private static List<String> changes(SourceTable before, SourceTable after) {
        var changes = new ArrayList<String>();
        var was = before.settings().sources();
        var is = after.settings().sources();
        var names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        for (var name : names) {
            if (!is.containsKey(name)) {
                changes.add("source " + name + " removed");
            } else if (!was.containsKey(name)) {
                changes.add("source " + name + " added");
            } else if (!Objects.equals(was.get(name), is.get(name))) {
                changes.add("source " + name + " changed");
            }
        }
        if (!before.settings().ingestToken().equals(after.settings().ingestToken())) {
            changes.add("the tokens of firebreak.ingest-token changed");
        }
        return changes;
    }
}
