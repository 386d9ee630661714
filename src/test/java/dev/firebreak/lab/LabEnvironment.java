package dev.firebreak.lab;

import dev.firebreak.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Addresses and controls of the lab's parts, from the lab.env that docker/lab/up wrote. */
final class LabEnvironment {

    /** Output of the lab's programs; standard output of this JVM is reserved for Surefire. */
    private static final Path PROGRAM_LOG = Path.of("target/lab-programs.log");

    private LabEnvironment() {}

    static String get(String key) {
        return Lab.Settings.of(key);
    }

    /** Creates an empty database on Firebreak's PostgreSQL and returns its URL. */
    static String freshDatabase(String name) throws IOException, InterruptedException {
        await(run("FIREBREAK_DB_CONTROL", "psql", "-c", "drop database if exists " + name + " with (force)"));
        await(run(
                "FIREBREAK_DB_CONTROL",
                "psql",
                "-c",
                "create database " + name + " owner " + get("FIREBREAK_DB_USER")));
        return "jdbc:postgresql://" + get("FIREBREAK_DB_HOST") + ":" + get("FIREBREAK_DB_PORT") + "/" + name;
    }

    static Process run(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(get(program)));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(PROGRAM_LOG.toFile()))
                .start();
    }

    static void control(String program, String what) throws IOException, InterruptedException {
        await(run(program, what));
    }

    static Stream<String> mails() throws IOException {
        try (var files = Files.list(inbox())) {
            return files.map(LabEnvironment::text).toList().stream();
        }
    }

    static void forgetMail() throws IOException {
        try (var files = Files.list(inbox())) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Path inbox() {
        return Path.of(get("SMTP_MAILDIR"), "new");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void await(Process process) throws InterruptedException {
        if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("a lab command failed, see " + PROGRAM_LOG + ": " + process.info());
        }
    }
}
