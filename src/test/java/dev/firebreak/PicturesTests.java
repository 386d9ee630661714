package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.util.HtmlUtils;

/** The pictures in the documentation match the models; src/docs/diagrams.md says how to redraw them. */
class PicturesTests {

    private static final Path DOCS = Path.of("src/docs");

    @ParameterizedTest
    @MethodSource("models")
    void thePictureOfAModelSaysWhatTheModelSays(Path model) throws IOException {
        var name = model.getFileName().toString().replace(".bpmn", ".svg");
        var picture = DOCS.resolve("pictures").resolve(name);

        assertThat(Files.readString(DOCS.resolve("diagrams.md"))).contains("(pictures/" + name + ")");
        assertThat(words(Files.readString(picture))).as(name).contains(labels(model));
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

    private static List<String> labels(Path model) {
        return Bpmn.readModelFromFile(model.toFile()).getModelElementsByType(FlowElement.class).stream()
                .map(FlowElement::getName)
                .filter(it -> it != null && !it.isBlank())
                .map(PicturesTests::unspaced)
                .toList();
    }

    /** Ignores whitespace, because a label may wrap anywhere. */
    private static String words(String svg) {
        return unspaced(HtmlUtils.htmlUnescape(svg.replaceAll("<[^>]*>", "")));
    }

    private static String unspaced(String text) {
        return text.replaceAll("\\s+", "");
    }
}
