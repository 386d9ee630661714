package dev.firebreak.runbook.step.docker.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a program in a container can be asked what fills its heap, as {@code settings.heapReport} names it. */
enum HeapReport {

    /** A Go program that serves {@code net/http/pprof} on port 6060 of its container, as Gitea with ENABLE_PPROF. */
    PPROF(List.of("wget", "-q", "-O", "-", "http://127.0.0.1:6060/debug/pprof/heap?debug=1")),

    /** A Java program that is the first process of its container. Unreachable objects count: nothing is collected. */
    JCMD(List.of("jcmd", "1", "GC.class_histogram", "-all"));

    private final List<String> command;

    HeapReport(List<String> command) {
        this.command = command;
    }

    static Optional<HeapReport> named(String setting) {
        return Arrays.stream(values())
                .filter(report -> report.name().toLowerCase(Locale.ROOT).equals(setting))
                .findFirst();
    }

    List<String> command() {
        return command;
    }

    String program() {
        return command.get(0);
    }
}
