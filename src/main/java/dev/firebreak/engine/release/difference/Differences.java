package dev.firebreak.engine.release.difference;

import dev.firebreak.engine.GuardedModels;
import dev.firebreak.engine.models.LatestModels;
import dev.firebreak.engine.models.LatestModels.Kind;
import dev.firebreak.engine.models.LatestModels.Version;
import dev.firebreak.engine.models.ModelVersions;
import dev.firebreak.engine.models.ModelVersions.Origin;
import dev.firebreak.engine.release.difference.ModelDifference.File;
import dev.firebreak.engine.release.difference.ModelDifference.Replaced;
import dev.firebreak.engine.soundness.DmnTable;
import dev.firebreak.engine.soundness.ModelKeys;
import dev.firebreak.text.Hash;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Compares the files of a proposal with the models in force. */
@Component
public class Differences {

    private final LatestModels models;
    private final ModelVersions versions;

    Differences(LatestModels models, ModelVersions versions) {
        this.models = models;
        this.versions = versions;
    }

    public ModelDifference of(SortedMap<String, byte[]> files) {
        var seen = new StringBuilder();
        var compared = new ArrayList<File>();
        files.forEach((name, content) -> {
            var replaced = replaced(name, content);
            seen.append(name).append('\n').append(Hash.sha256(content)).append('\n');
            replaced.forEach(it -> seen.append(it.kind())
                    .append(' ')
                    .append(it.key())
                    .append(' ')
                    .append(Hash.sha256(models.content(it)))
                    .append('\n'));
            compared.add(compared(name, content, replaced));
        });
        return new ModelDifference(Hash.sha256(seen.toString()), List.copyOf(compared));
    }

    /** The versions in force of all guarded models, by key. */
    public List<Replaced> inForce() {
        var found = new ArrayList<Version>();
        for (var kind : Kind.values()) {
            add(found, kind, GuardedModels.keys());
        }
        return found.stream()
                .map(this::replaced)
                .sorted(Comparator.comparing(Replaced::key))
                .toList();
    }

    private List<Version> replaced(String file, byte[] content) {
        var keys = ModelKeys.of(file, content);
        var found = new ArrayList<Version>();
        add(found, Kind.PROCESS, keys.processes());
        add(found, Kind.DECISION, keys.decisions());
        add(found, Kind.FORM, keys.forms());
        return found;
    }

    private void add(List<Version> found, Kind kind, Set<String> keys) {
        new TreeSet<>(keys).forEach(key -> models.latest(kind, key).ifPresent(found::add));
    }

    private File compared(String name, byte[] content, List<Version> replaced) {
        var before = before(replaced);
        var tables = name.endsWith(".dmn")
                ? TableDifference.of(tables(replaced), DmnTable.all(content))
                : List.<ModelDifference.Table>of();
        return new File(
                name, replaced.stream().map(this::replaced).toList(), LineDifference.of(name, before, content), tables);
    }

    private Replaced replaced(Version version) {
        Optional<Origin> origin = versions.origin(version);
        return new Replaced(
                version.key(),
                version.version(),
                origin.map(Origin::author).orElse(null),
                origin.map(Origin::releasedBy).orElse(null));
    }

    /** The files in force, one after the other if the models come from several; null if there is none. */
    private byte[] before(List<Version> replaced) {
        if (replaced.isEmpty()) {
            return null;
        }
        var all = new ByteArrayOutputStream();
        contents(replaced).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private List<DmnTable> tables(List<Version> replaced) {
        return contents(replaced).stream()
                .flatMap(content -> DmnTable.all(content).stream())
                .toList();
    }

    private List<byte[]> contents(List<Version> replaced) {
        var files = new TreeSet<String>();
        return replaced.stream()
                .filter(it -> files.add(it.deployment() + " " + it.file()))
                .map(models::content)
                .toList();
    }
}
