package dev.firebreak.probe.declaration;

import dev.firebreak.probe.HeartbeatDeclaration;
import dev.firebreak.probe.Probe;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.RoutineDeclaration;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.reload.UnitFiles;
import dev.firebreak.text.yaml.YamlErrors;
import dev.firebreak.text.yaml.YamlFile;
import dev.firebreak.text.yaml.YamlInvalid;
import dev.firebreak.text.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads the files of the folder, in the order of their names. A name is declared once in all of them. */
@Component
class DeclarationFolder {

    private static final String END = ".yaml";
    private static final int MOST_BYTES = 1024 * 1024;

    private final ProbeSettings settings;
    private final List<ProbeKind> kinds;

    DeclarationFolder(ProbeSettings settings, List<ProbeKind> kinds) {
        this.settings = settings;
        this.kinds = kinds;
    }

    /** Throws {@link YamlInvalid}, or {@link ReloadRefused} for what can't be read. */
    Declarations read() {
        return read(files());
    }

    /** The files as they are now. */
    UnitFiles files() {
        var folder = settings.declarations();
        var files = new TreeMap<String, byte[]>();
        if (folder != null && Files.isDirectory(folder)) {
            files(folder).forEach(file -> files.put(file.getFileName().toString(), UnitFiles.read(file, MOST_BYTES)));
        }
        return new UnitFiles(String.valueOf(folder), files);
    }

    /** What the files declare. Throws {@link YamlInvalid}. */
    Declarations read(UnitFiles files) {
        var probes = new LinkedHashMap<String, Probe>();
        var heartbeats = new LinkedHashMap<String, HeartbeatDeclaration>();
        var routines = new LinkedHashMap<String, RoutineDeclaration>();
        for (var file : files.files().entrySet()) {
            var errors = new YamlErrors(file.getKey());
            var top = YamlFile.top(errors, file.getValue()).fields("probes", "heartbeats", "routines");
            top.optional("probes").ifPresent(section -> all(section, "probe", new ProbeReader(kinds)::read, probes));
            top.optional("heartbeats")
                    .ifPresent(section -> all(section, "heartbeat", new HeartbeatReader()::read, heartbeats));
            top.optional("routines")
                    .ifPresent(section -> all(section, "routine check", new RoutineReader()::read, routines));
            errors.throwIfAny();
        }
        return new Declarations(
                Collections.unmodifiableMap(probes),
                Collections.unmodifiableMap(heartbeats),
                Collections.unmodifiableMap(routines));
    }

    private static <T> void all(
            YamlNode section, String what, BiFunction<String, YamlNode, T> read, Map<String, T> into) {
        section.entries().forEach((name, node) -> {
            if (into.putIfAbsent(name, read.apply(name, node)) != null) {
                node.addError("another file declares a " + what + " of this name");
            }
        });
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(END))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ReloadRefused(List.of(folder + ":1:1 can't be read: " + e.getMessage()));
        }
    }
}
