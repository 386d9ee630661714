package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.util.HtmlUtils;

/** The documentation shows the models as they are; src/docs/diagrams.md says how to draw them again. */
class PicturesTests {

    private static final Path DOCS = Path.of("src/docs");
    private static final Path DRAWINGS = Path.of("src/lint/drawings");

    @ParameterizedTest
    @MethodSource("models")
    void thePictureOfAModelSaysWhatTheModelSays(Path model) throws IOException {
        var name = model.getFileName().toString().replace(".bpmn", ".svg");
        var picture = DOCS.resolve("pictures").resolve(name);

        assertThat(Files.readString(DOCS.resolve("diagrams.md"))).contains("(pictures/" + name + ")");
        assertThat(words(Files.readString(picture))).as(name).contains(labels(model));
    }

    /** Says so without Chromium and without the font: the picture names what it was drawn from. */
    @ParameterizedTest
    @MethodSource("models")
    void thePictureOfAModelWasDrawnFromTheModelAsItIs(Path model) throws Exception {
        var picture = picture(model);

        assertThat(picture)
                .as("outdated: draw it again as src/docs/diagrams.md says")
                .contains("data-drawn-from=\"" + drawnFrom(model) + "\"");
    }

    @ParameterizedTest
    @MethodSource("models")
    void aPictureCarriesItsLettersSoThatLabelsFitOnEveryMachine(Path model) throws Exception {
        assertThat(picture(model))
                .contains("@font-face{font-family:\"DejaVu Sans\";src:url(data:font/woff;base64,")
                .hasSizeLessThan(150_000);
    }

    private static String picture(Path model) throws IOException {
        var name = model.getFileName().toString().replace(".bpmn", ".svg");
        return Files.readString(DOCS.resolve("pictures").resolve(name));
    }

    /** As src/lint/drawings/bpmn.js computes it. */
    private static String drawnFrom(Path model) throws Exception {
        var sha = MessageDigest.getInstance("SHA-256");
        for (var source : List.of(model, DRAWINGS.resolve("bpmn.js"), DRAWINGS.resolve("font.js"))) {
            sha.update(Files.readAllBytes(source));
        }
        return HexFormat.of().formatHex(sha.digest());
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
        return unspaced(HtmlUtils.htmlUnescape(svg.replaceAll("(?s)<style>.*?</style>|<[^>]*>", "")));
    }

    private static String unspaced(String text) {
        return text.replaceAll("\\s+", "");
    }
}
