package dev.firebreak.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.modulith.ApplicationModule;

/**
 * A module as its {@code package-info.java} declares it.
 *
 * @param purpose the first sentence of its comment
 * @param packages the names of its sub-packages
 * @param uses the modules that it may use
 */
record ModuleBox(String name, String purpose, List<String> packages, Set<String> uses) {

    private static final Path ROOT = Repository.MAIN.resolve("dev/firebreak");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Pattern FIRST_SENTENCE = Pattern.compile("^.*?\\.(?= |$)");

    static List<ModuleBox> all() {
        return folders(ROOT).filter(ModuleBox::isModule).map(ModuleBox::of).toList();
    }

    private static boolean isModule(Path folder) {
        return declaration(folder) != null;
    }

    private static ModuleBox of(Path folder) {
        var uses = new TreeSet<String>();
        Arrays.stream(declaration(folder).allowedDependencies())
                .map(it -> it.split(" ::")[0].strip())
                .forEach(uses::add);
        var packages =
                folders(folder).map(it -> it.getFileName().toString()).sorted().toList();
        return new ModuleBox(folder.getFileName().toString(), purpose(folder), packages, uses);
    }

    private static ApplicationModule declaration(Path folder) {
        try {
            return Class.forName("dev.firebreak." + folder.getFileName() + ".package-info")
                    .getAnnotation(ApplicationModule.class);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static String purpose(Path folder) {
        var comment = COMMENT.matcher(Repository.read(folder.resolve("package-info.java")));
        if (!comment.find()) {
            throw new IllegalStateException(folder + "/package-info.java has no comment");
        }
        var words = comment.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip();
        var sentence = FIRST_SENTENCE.matcher(words);
        return sentence.find() ? sentence.group() : words;
    }

    private static Stream<Path> folders(Path parent) {
        try (var files = Files.list(parent)) {
            return files.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
