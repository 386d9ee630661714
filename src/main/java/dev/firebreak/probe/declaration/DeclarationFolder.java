package dev.firebreak.probe.declaration;

import dev.firebreak.probe.Probe;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.text.yaml.YamlErrors;
import dev.firebreak.text.yaml.YamlFile;
import dev.firebreak.text.yaml.YamlInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads the files of the folder, in the order of their names. A name is declared once in all of them. */
@Component
class DeclarationFolder {

    private static final String END = ".yaml";

    private final ProbeSettings settings;
    private final List<ProbeKind> kinds;

    DeclarationFolder(ProbeSettings settings, List<ProbeKind> kinds) {
        this.settings = settings;
        this.kinds = kinds;
    }

    /** Throws {@link YamlInvalid}. */
    Declarations read() {
        var folder = settings.declarations();
        if (folder == null || !Files.isDirectory(folder)) {
            return Declarations.NONE;
        }
        var probes = new LinkedHashMap<String, Probe>();
        files(folder).forEach(file -> read(file, probes));
        return new Declarations(Collections.unmodifiableMap(probes));
    }

    private void read(Path file, Map<String, Probe> probes) {
        var errors = new YamlErrors(file.getFileName().toString());
        var top = YamlFile.top(errors, bytes(file)).fields("probes");
        var reader = new ProbeReader(kinds);
        top.optional("probes")
                .ifPresent(section -> section.entries().forEach((name, node) -> {
                    var probe = reader.read(name, node);
                    if (probes.putIfAbsent(name, probe) != null) {
                        node.addError("another file declares a probe of this name");
                    }
                }));
        errors.throwIfAny();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(END))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new YamlInvalid(List.of(folder + " can't be read: " + e.getMessage()));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new YamlInvalid(List.of(file + " can't be read: " + e.getMessage()));
        }
    }
}
