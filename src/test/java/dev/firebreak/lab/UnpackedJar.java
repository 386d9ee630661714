package dev.firebreak.lab;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.firebreak.Firebreak;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged jar, unpacked and with a class-data archive as docker/Dockerfile does it, since a start of it takes two
 * thirds of the time. Made once for a jar, by the first JVM that needs it.
 */
final class UnpackedJar {

    private static final Path JAR = Path.of("target/firebreak.jar");
    private static final Path FOLDER = Path.of("target/lab/firebreak").toAbsolutePath();
    private static final Path UNPACKED = FOLDER.resolve(JAR.getFileName());
    private static final Path ARCHIVE = FOLDER.resolve("firebreak.jsa");
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
                var data = "--firebreak.data-dir=" + Files.createTempDirectory("firebreak-archive");
                run(java(
                        "-XX:ArchiveClassesAtExit=" + ARCHIVE,
                        "-Dspring.context.exit=onRefresh",
                        "-cp",
                        classPath(),
                        Firebreak.class.getName(),
                        data));
            }
        }
        return java("-XX:SharedArchiveFile=" + ARCHIVE, "-cp", classPath(), Firebreak.class.getName());
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
        return Files.exists(ARCHIVE)
                && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(JAR)) > 0;
    }

    private static List<String> java(String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
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
