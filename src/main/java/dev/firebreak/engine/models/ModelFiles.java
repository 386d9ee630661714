package dev.firebreak.engine.models;

import dev.firebreak.engine.admission.ModelAdmission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Reads the models in the jar and in the folder {@code firebreak.models-dir}, keyed by file name without folders. */
@Component
class ModelFiles {

    private static final List<String> IN_JAR =
            List.of("processes/*.bpmn", "processes/*.dmn", "runbooks/*.bpmn", "forms/*.form");

    private final ModelSettings settings;

    ModelFiles(ModelSettings settings) {
        this.settings = settings;
    }

    Map<String, byte[]> ofJar() {
        var files = new TreeMap<String, byte[]>();
        try {
            for (var pattern : IN_JAR) {
                for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern)) {
                    files.put(resource.getFilename(), resource.getContentAsByteArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Files in the folder and in its direct subfolders, so that it may have the layout of the repository. */
    Map<String, byte[]> ofFolder() {
        var files = new TreeMap<String, byte[]>();
        if (settings.modelsDir() == null) {
            return files;
        }
        try (var paths = Files.walk(settings.modelsDir(), 2)) {
            paths.filter(path -> path.getFileName().toString().matches("[^.].*\\.(bpmn|dmn|form)"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(path -> files.put(path.getFileName().toString(), read(path)));
        } catch (IOException e) {
            throw new UncheckedIOException("firebreak.models-dir can't be read: " + e.getMessage(), e);
        }
        return files;
    }

    /** Reads at most one byte more than the limit: enough for admission to refuse the file as too large. */
    private static byte[] read(Path path) {
        try (var stream = Files.newInputStream(path)) {
            return stream.readNBytes(ModelAdmission.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
