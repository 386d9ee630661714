package dev.firebreak.alert.format.mapping;

import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.DeclaredFormats;
import dev.firebreak.alert.format.FormatsInUse;
import dev.firebreak.alert.format.PayloadUnmatched;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.format.json.JsonBody;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.reload.PreparedReload;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.reload.ReloadUnit;
import dev.firebreak.reload.UnitFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Loads the mappings of the folder and tries each on its samples. A mistake, a mapping without samples, or a sample that
 * means something else stops the start; later it keeps all mappings as they were.
 */
@Component
class MappedFormats implements DeclaredFormats, ReloadUnit {

    private static final String END = ".yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final int MOST_FILES = 500;
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Path folder;
    private final Set<String> taken;
    private final ObjectProvider<FormatsInUse> inUse;
    private volatile Loaded loaded;

    private record Loaded(UnitFiles files, List<AlertFormat> formats) {}

    /** @param ofCode the formats that have their names already */
    MappedFormats(MappingSettings settings, List<AlertFormat> ofCode, ObjectProvider<FormatsInUse> inUse) {
        this.folder = settings.mappings();
        this.taken = ofCode.stream().map(AlertFormat::name).collect(Collectors.toSet());
        this.inUse = inUse;
        try {
            var files = files(folder);
            loaded = new Loaded(files, load(files));
        } catch (ReloadRefused e) {
            throw new StartupRefused(String.join("\n", e.errors()));
        }
    }

    @Override
    public List<AlertFormat> formats() {
        return loaded.formats();
    }

    @Override
    public String name() {
        return "mappings";
    }

    @Override
    public UnitFiles inForce() {
        return loaded.files();
    }

    @Override
    public UnitFiles read() {
        var files = files(folder);
        if (files.files().isEmpty() && !inForce().files().isEmpty()) {
            throw new ReloadRefused(List.of(folder + ":1:1 the folder is gone or empty, and it had mappings"));
        }
        return files;
    }

    @Override
    public PreparedReload prepare(UnitFiles files) {
        var next = load(files);
        var used = new TreeSet<String>();
        inUse.forEach(port -> used.addAll(port.names()));
        var dropped = new TreeSet<>(names(formats()));
        dropped.removeAll(names(next));
        dropped.retainAll(used);
        if (!dropped.isEmpty()) {
            throw new ReloadRefused(dropped.stream()
                    .map(name -> folder.resolve(name + END) + ":1:1 payloads of this format still have to be applied")
                    .toList());
        }
        return new PreparedReload(changes(files), () -> loaded = new Loaded(files, next));
    }

    private static List<String> names(List<AlertFormat> formats) {
        return formats.stream().map(AlertFormat::name).toList();
    }

    private List<String> changes(UnitFiles after) {
        var before = inForce().files();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.files().keySet());
        return names.stream()
                .filter(name -> !Arrays.equals(before.get(name), after.files().get(name)))
                .map(name -> name
                        + (!before.containsKey(name)
                                ? " added"
                                : after.files().containsKey(name) ? " changed" : " removed"))
                .toList();
    }

    /** The files of the folder and of its folders, but for hidden ones: Kubernetes keeps older versions in those. */
    private static UnitFiles files(Path folder) {
        var files = new TreeMap<String, byte[]>();
        if (folder == null || !Files.isDirectory(folder)) {
            return new UnitFiles(String.valueOf(folder), files);
        }
        try (var paths = Files.find(folder, 2, (path, attributes) -> Files.isRegularFile(path))) {
            var left = MOST_BYTES;
            for (var path : paths.sorted().toList()) {
                var name = folder.relativize(path);
                if (name.toString().startsWith(".")
                        || name.getFileName().toString().startsWith(".")) {
                    continue;
                }
                if (files.size() == MOST_FILES) {
                    throw new ReloadRefused(List.of(folder + ":1:1 has more than " + MOST_FILES + " files"));
                }
                var content = UnitFiles.read(path, left);
                left -= content.length;
                files.put(name.toString(), content);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ReloadRefused(List.of(folder + ":1:1 can't be read: " + e.getMessage()));
        }
        return new UnitFiles(folder.toString(), files);
    }

    private List<AlertFormat> load(UnitFiles files) {
        var formats = new ArrayList<AlertFormat>();
        var errors = new ArrayList<String>();
        for (var name : files.files().keySet()) {
            if (name.endsWith(END) && Path.of(name).getNameCount() == 1) {
                try {
                    formats.add(format(files, name));
                } catch (MappingInvalid e) {
                    errors.add(e.getMessage());
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new ReloadRefused(errors);
        }
        return List.copyOf(formats);
    }

    private AlertFormat format(UnitFiles files, String fileName) {
        var file = Path.of(files.location()).resolve(fileName).toString();
        var name = fileName.substring(0, fileName.length() - END.length());
        if (!NAME.matcher(name).matches()) {
            throw new MappingInvalid(file, "the name of the format has 1 to 40 lower-case letters, digits and dashes");
        }
        if (taken.contains(name)) {
            throw new MappingInvalid(file, "Firebreak itself has a format of this name");
        }
        var read = MappingReader.read(file, name, files.text(fileName));
        if (read.samples().isEmpty()) {
            throw new MappingInvalid(file, "has no samples, so nothing shows that it works");
        }
        read.samples().forEach(sample -> check(read.mapping(), sample, files));
        return new MappedFormat(read.mapping());
    }

    private static void check(Mapping mapping, MappingReader.Sample sample, UnitFiles files) {
        var bytes = files.files().get(Path.of(sample.body()).normalize().toString());
        if (bytes == null) {
            throw sample.at().invalid("there is no file " + sample.body() + " beside it");
        }
        try {
            new MappedFormat(mapping).read(bytes);
            var alerts = mapping.alerts(JsonBody.read(bytes));
            if (alerts.size() != sample.alerts().size()) {
                throw sample.at().invalid(sample.body() + " means " + alerts.size() + " alerts: " + alerts);
            }
            for (var n = 0; n < alerts.size(); n++) {
                var alert = alerts.get(n);
                sample.alerts().get(n).forEach((field, expected) -> {
                    var actual = alert.path(field).asText(null);
                    if (!expected.equals(actual)) {
                        throw sample.at().invalid(sample.body() + ": " + field + " is " + actual + ", not " + expected);
                    }
                });
            }
        } catch (PayloadUnmatched | UnreadablePayload e) {
            throw sample.at().invalid(sample.body() + ": " + e.getMessage());
        }
    }
}
