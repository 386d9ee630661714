package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.board.diagram.DiagramSvg;
import dev.firebreak.engine.diagram.DiagramReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation shows the models as they are, drawn as the incident page draws them. */
class PicturesTests {

    private static final Path DOCS = Path.of("src/docs");
    private static final String WRITE = "firebreak.diagrams";

    @ParameterizedTest
    @MethodSource("models")
    void thePictureShowsTheModelAsItIs(Path model) throws IOException {
        var name = model.getFileName().toString().replace(".bpmn", ".svg");
        var file = DOCS.resolve("pictures").resolve(name);
        var picture = DiagramSvg.file(DiagramReader.read(Bpmn.readModelFromFile(model.toFile())))
                        .orElseThrow()
                + "\n";
        if ("write".equals(System.getProperty(WRITE))) {
            Files.writeString(file, picture);
        }

        assertThat(Files.readString(file))
                .as("%s; src/docs/diagrams.md says how to draw it again: -Dtest=PicturesTests -D%s=write", file, WRITE)
                .isEqualTo(picture);
        assertThat(Files.readString(DOCS.resolve("diagrams.md"))).contains("(pictures/" + name + ")");
    }

    static Stream<Path> models() {
        return Stream.of("processes", "runbooks").map(Path::of).flatMap(PicturesTests::diagrams);
    }

    private static Stream<Path> diagrams(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".bpmn")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
