package dev.firebreak.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the repository, as the tests of the documents see them. */
final class Repository {

    static final Path DOCS = Path.of("src/docs");
    static final Path TESTS = Path.of("src/test/java");
    static final Path MAIN = Path.of("src/main/java");

    private static final List<String> ROOTS =
            List.of("src", "docker", "processes", "forms", "runbooks", ".camunda", ".ci", "README.md", "pom.xml");
    private static final Set<String> BINARY = Set.of("svg", "png", "ico", "jar", "woff2", "gz");

    private Repository() {}

    static List<Path> textFiles() {
        return ROOTS.stream()
                .flatMap(root -> walk(Path.of(root)))
                .filter(it -> !it.toString().contains("node_modules"))
                .filter(it -> !BINARY.contains(ending(it)))
                .toList();
    }

    static List<Path> markdown() {
        return textFiles().stream().filter(it -> ending(it).equals("md")).toList();
    }

    static List<Path> java(Path root) {
        return walk(root).filter(it -> ending(it).equals("java")).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** File names of Markdown documents, such as {@code guarantees.md}. */
    static Set<String> documents() {
        return markdown().stream().map(it -> it.getFileName().toString()).collect(Collectors.toSet());
    }

    private static Stream<Path> walk(Path root) {
        if (!Files.exists(root)) {
            return Stream.empty();
        }
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ending(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
