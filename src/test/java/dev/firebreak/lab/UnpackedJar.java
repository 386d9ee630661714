package dev.firebreak.lab;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.firebreak.Firebreak;
import dev.firebreak.ShortLivedJava;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged jar, unpacked once for a jar by the first JVM that needs it. The long tests, which start it hundreds of
 * times, make a class-data archive as docker/Dockerfile does it: it takes 20 seconds and saves 5 at each start.
 */
final class UnpackedJar {

    private static final Path JAR = Path.of("target/firebreak.jar");
    private static final Path FOLDER = Path.of("target/lab/firebreak").toAbsolutePath();
    private static final Path UNPACKED = FOLDER.resolve(JAR.getFileName());
    private static final Path ARCHIVE = FOLDER.resolve("firebreak.jsa");
    private static final boolean HAS_ARCHIVE = Boolean.getBoolean("firebreak.lab-archive");
    private static final Path SAID = Path.of("target/lab/unpacking.log");

    private UnpackedJar() {}

    /** Java and its options, up to the main class. */
    static List<String> command() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER.getParent());
        try (var turn = FileChannel.open(FOLDER.resolveSibling("turn"), WRITE, CREATE)) {
            turn.lock();
            if (!isOfThisJar()) {
                FileSystemUtils.deleteRecursively(FOLDER);
                run(java("-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", FOLDER.toString()));
                if (HAS_ARCHIVE) {
                    archive();
                }
            }
        }
        var command = HAS_ARCHIVE ? java("-XX:SharedArchiveFile=" + ARCHIVE) : java();
        command.addAll(List.of("-cp", classPath(), Firebreak.class.getName()));
        return command;
    }

    private static void archive() throws IOException, InterruptedException {
        var data = "--firebreak.data-dir=" + Files.createTempDirectory("firebreak-archive");
        run(java(
                "-XX:ArchiveClassesAtExit=" + ARCHIVE,
                "-Dspring.context.exit=onRefresh",
                "-cp",
                classPath(),
                Firebreak.class.getName(),
                data));
    }

    /**
     * Every jar by name: Tomcat finds the webapps' files only in jars of the class path, not in those of a manifest.
     */
    private static String classPath() throws IOException {
        try (var libraries = Files.list(FOLDER.resolve("lib"))) {
            return Stream.concat(Stream.of(UNPACKED), libraries.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static boolean isOfThisJar() throws IOException {
        var last = HAS_ARCHIVE ? ARCHIVE : UNPACKED;
        return Files.exists(last) && Files.getLastModifiedTime(last).compareTo(Files.getLastModifiedTime(JAR)) >= 0;
    }

    private static List<String> java(String... options) {
        var command = ShortLivedJava.command("-Xmx600m");
        command.addAll(List.of(options));
        return command;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(SAID.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(Files.readString(SAID));
        }
    }
}
