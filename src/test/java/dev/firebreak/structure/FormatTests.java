package dev.firebreak.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code mvn spotless:apply} makes of a file is what is there. Asked here and not by Spotless, so that it is asked
 * beside other tests, and of each file once (ADR 58).
 */
class FormatTests {

    private static final Pattern SPACE_AT_THE_END = Pattern.compile("[ \\t]+(?=\\n)");

    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void everyJavaFileIsFormatted() throws IOException {
        assertThat(files())
                .hasSizeGreaterThan(2_000)
                .filteredOn(file -> !isFormatted(read(file)))
                .as("not formatted; mvn spotless:apply mends them")
                .isEmpty();
    }

    @Test
    void whatIsNotFormattedIsSeen() {
        var good = "package a;\n\nclass B {}\n";

        assertThat(isFormatted(good)).isTrue();
        assertThat(isFormatted("package a;\nclass B {}\n")).isFalse();
        assertThat(isFormatted("package a;\n\nimport java.util.List;\n\nclass B {}\n"))
                .as("an import that nothing uses")
                .isFalse();
        assertThat(isFormatted(
                        "package a;\n\nclass B {\n    String c = \"\"\"\n            d \n            \"\"\";\n}\n"))
                .as("a space at the end of a line of a text block")
                .isFalse();
        assertThat(isFormatted("package a;\n\nclass B {}")).isFalse();
    }

    private static List<Path> files() throws IOException {
        try (var main = Files.walk(Path.of("src/main/java"));
                var test = Files.walk(Path.of("src/test/java"))) {
            return Stream.concat(main, test)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFormatted(String text) {
        try {
            var imports = RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(text, Style.PALANTIR));
            return text.equals(
                    SPACE_AT_THE_END.matcher(formatter.formatSource(imports)).replaceAll(""));
        } catch (FormatterException e) {
            throw new IllegalStateException(e);
        }
    }
}
