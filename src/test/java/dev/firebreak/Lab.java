package dev.firebreak;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A test against real peers (docker/lab). If a peer is missing, the test prints a warning and is skipped; with
 * {@code CI=true} it fails. Name such classes {@code *LabTests}: they run after packaging.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({Lab.Presence.class, Lab.ExclusiveParts.class})
public @interface Lab {

    /**
     * The keys of lab.env that the test needs. A {@code …_SOCKET} must exist, a {@code …_PORT} must accept connections.
     */
    String[] value();

    /** The parts that a test can't share with another class; the build runs several classes at a time. */
    String[] alone() default {};

    /** The settings that {@code docker/lab/up} wrote into lab.env. */
    final class Settings {

        private static final Path FILE = Path.of(
                        System.getenv().getOrDefault("FIREBREAK_LAB_DIR", "/var/cache/firebreak-lab"))
                .resolve("lab.env");

        private Settings() {}

        public static String of(String key) {
            var value = all().get(key);
            if (value == null) {
                throw new IllegalStateException(FILE + " has no " + key + ": name it in @Lab, and run docker/lab/up");
            }
            return value;
        }

        static Map<String, String> all() {
            try (var lines = Files.isReadable(FILE) ? Files.lines(FILE) : Stream.<String>empty()) {
                return lines.filter(line -> !line.startsWith("#") && line.contains("="))
                        .collect(Collectors.toMap(
                                line -> line.substring(0, line.indexOf('=')),
                                line -> line.substring(line.indexOf('=') + 1),
                                (first, last) -> last));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Classes in other JVMs wait here for the parts that one of them has alone. */
    class ExclusiveParts implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) throws IOException {
            if (context.getRequiredTestClass().getEnclosingClass() != null) {
                return; // has what its enclosing class has
            }
            var lab = Presence.of(context.getRequiredTestClass());
            var alone = Set.of(lab.alone());
            var turns = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "firebreak-lab-turns"));
            for (var part : new TreeSet<>(List.of(lab.value()))) { // in one order, so that no two wait for each other
                var file = FileChannel.open(turns.resolve(part), READ, WRITE, CREATE);
                file.lock(0, Long.MAX_VALUE, !alone.contains(part));
                context.getStore(Namespace.GLOBAL)
                        .put(List.of(ExclusiveParts.class, part, context.getUniqueId()), (CloseableResource)
                                file::close);
            }
        }
    }

    /** Looks before the class runs whether what it needs is there. */
    class Presence implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            var test = context.getRequiredTestClass();
            var missing = Arrays.stream(of(test).value())
                    .map(Presence::missing)
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(", "));
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("the lab is available");
            }
            var message = test.getSimpleName() + " lacks its lab: " + missing + ". Run docker/lab/up.";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(message);
            }
            System.err.println("\n*** NOT TESTED: " + message + " ***\n");
            return ConditionEvaluationResult.disabled(message);
        }

        static Lab of(Class<?> test) {
            return AnnotationSupport.findAnnotation(test, Lab.class).orElseGet(() -> of(test.getEnclosingClass()));
        }

        private static Optional<String> missing(String key) {
            var value = Settings.all().get(key);
            if (value == null) {
                return Optional.of("no " + key + " in lab.env");
            }
            var there = key.endsWith("_PORT") ? answers(Integer.parseInt(value)) : isThere(key, Path.of(value));
            return there ? Optional.empty() : Optional.of(key + " " + value + " does not answer");
        }

        private static boolean isThere(String key, Path path) {
            return !(key.endsWith("_SOCKET") || key.endsWith("_CONTROL")) || Files.exists(path);
        }

        private static boolean answers(int port) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
