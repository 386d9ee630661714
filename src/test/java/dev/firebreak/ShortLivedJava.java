package dev.firebreak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts a JVM of a test's own, which lives for seconds: the quick compiler only, and no verification of
 * byte code, as in the JVMs of the tests themselves (pom.xml).
 */
public final class ShortLivedJava {

    private ShortLivedJava() {}

    /** @param arguments further options, the main class and its arguments */
    public static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a class of the tests or of the application, with the class path of this JVM. */
    public static List<String> running(Class<?> main, String... arguments) {
        var command = command("-cp", System.getProperty("java.class.path"), main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
