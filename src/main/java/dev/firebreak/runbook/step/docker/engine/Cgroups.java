package dev.firebreak.runbook.step.docker.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells from the kernel's cgroups which container a process of this machine belongs to. */
final class Cgroups {

    private Cgroups() {}

    static boolean holds(long pid, String container) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cgroup")).contains(container);
        } catch (IOException e) {
            return false;
        }
    }
}
