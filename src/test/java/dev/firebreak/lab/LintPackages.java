package dev.firebreak.lab;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The npm packages of src/lint, which tests with a browser use: bpmn-js and axe-core. */
public final class LintPackages {

    private static final Path MODULES = Path.of("src/lint/node_modules");
    private static final int INSTALL_SECONDS = 120;

    private LintPackages() {}

    /**
     * A file of a package, which is installed if it is missing. Without it the test is skipped; with {@code CI=true} it
     * fails.
     */
    public static Path file(String path) throws IOException, InterruptedException {
        var file = MODULES.resolve(path);
        try (var channel = FileChannel.open(Path.of("target/lint-packages.lock"), CREATE, WRITE);
                var lock = channel.lock()) { // several test classes run at a time
            var isThere = lock.isValid() && Files.exists(file) || install();
            assumeTrue(isThere || "true".equals(System.getenv("CI")), "the packages of src/lint can't be installed");
        }
        return file;
    }

    private static boolean install() throws IOException, InterruptedException {
        var install = new ProcessBuilder("bash", "-c", "needed=true; . src/lint/tools; packages")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/lint-packages.log").toFile())
                .start(); // never with this JVM's input, through which Maven speaks to it
        return install.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) && install.exitValue() == 0;
    }
}
