package dev.firebreak.runbook.step.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which container a process of this machine belongs to, by the kernel's word. */
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
