package dev.firebreak.board.diagram;

import dev.firebreak.engine.diagram.Diagram;
import dev.firebreak.engine.diagram.DiagramReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** The models of the repository, and one with every element that BPMN draws. */
final class Models {

    static final Path EVERY_ELEMENT = Path.of("src/test/resources/diagram/every-element.bpmn");

    private Models() {}

    static Stream<Path> all() {
        return Stream.concat(
                Stream.of("processes", "runbooks").map(Path::of).flatMap(Models::of), Stream.of(EVERY_ELEMENT));
    }

    static BpmnModelInstance read(Path file) {
        return Bpmn.readModelFromFile(file.toFile());
    }

    static Diagram diagram(Path file) {
        return DiagramReader.read(read(file));
    }

    private static Stream<Path> of(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".bpmn")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
