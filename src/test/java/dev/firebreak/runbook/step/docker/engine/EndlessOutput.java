package dev.firebreak.runbook.step.docker.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A container's endless talk, and a JVM of its own that listens to it, so that the kernel can say what it took. Its
 * heap is small: with a large one the garbage of talk stays resident until it is worth collecting, and that would be
 * measured.
 */
public final class EndlessOutput {

    public static final Duration LIMIT = Duration.ofSeconds(120);

    private EndlessOutput() {}

    public static List<String> of(int mebibytes) {
        return List.of("dd", "if=/dev/zero", "bs=1M", "count=" + mebibytes);
    }

    /** By how much the most that was ever resident exceeds what was before, when the container says a gigabyte. */
    public static long grownBy(String container) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = System.getProperty("java.class.path");
        var listener = new ProcessBuilder(java, "-Xmx64m", "-cp", classes, EndlessOutput.class.getName(), container)
                .redirectErrorStream(true)
                .start();
        var said = new String(listener.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (listener.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return Long.parseLong(said.substring(said.lastIndexOf('\n') + 1));
    }

    public static void main(String[] arguments) throws Exception {
        var exec = new DockerExec(LabDocker.engine());
        // What any first command takes: classes, threads, buffers, and the garbage of some talk.
        exec.run(arguments[0], of(128), LIMIT);
        var before = resident("VmRSS");
        Files.writeString(Path.of("/proc/self/clear_refs"), "5"); // proc(5): the peak starts anew

        var heard = exec.run(arguments[0], of(1024), LIMIT).output().bytes();

        System.out.println(resident("VmHWM") - before);
        System.exit(heard < 1L << 30 ? 1 : 0);
    }

    /** In bytes, as the kernel says. */
    private static long resident(String what) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            var line = lines.filter(it -> it.startsWith(what + ":")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
    }
}
