package dev.firebreak.runbook.step.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Disk, memory and load of this machine as text. Works on Linux; elsewhere a section reports what is missing. */
@Component
class Machine {

    private static final Set<String> NO_DISKS = Set.of(
            "proc",
            "sysfs",
            "devpts",
            "cgroup",
            "cgroup2",
            "mqueue",
            "securityfs",
            "debugfs",
            "tracefs",
            "bpf",
            "pstore",
            "hugetlbfs",
            "configfs",
            "fusectl",
            "autofs",
            "nsfs",
            "devtmpfs",
            "binfmt_misc",
            "rpc_pipefs");
    private static final long MIB = 1024L * 1024;

    private final Path proc;

    Machine() {
        this(Path.of("/proc"));
    }

    Machine(Path proc) {
        this.proc = proc;
    }

    String disks() throws IOException {
        var text = new StringBuilder(
                "%-50s %-10s %12s %12s %6s%n".formatted("file system", "type", "size MiB", "free MiB", "used"));
        for (var store : FileSystems.getDefault().getFileStores()) {
            if (!NO_DISKS.contains(store.type())) {
                text.append(disk(store));
            }
        }
        return text.toString();
    }

    private static String disk(FileStore store) {
        try {
            var size = store.getTotalSpace();
            if (size == 0) {
                return "";
            }
            var free = store.getUsableSpace();
            return "%-50s %-10s %12d %12d %5d%%%n"
                    .formatted(store, store.type(), size / MIB, free / MIB, 100 * (size - free) / size);
        } catch (IOException e) {
            return store + ": " + e.getMessage() + "\n";
        }
    }

    String memory() throws IOException {
        try (var lines = Files.lines(proc.resolve("meminfo"))) {
            return lines.filter(it -> it.matches("(MemTotal|MemFree|MemAvailable|Cached|SwapTotal|SwapFree|Dirty):.*"))
                    .collect(Collectors.joining("\n", "", "\n"));
        }
    }

    String load() throws IOException {
        var load = Files.readString(proc.resolve("loadavg")).split(" ");
        var up = Double.parseDouble(Files.readString(proc.resolve("uptime")).split(" ")[0]);
        return String.format(
                Locale.ROOT,
                "load %s %s %s (1, 5, 15 min), %d processors, %s processes%nup %s%n",
                load[0],
                load[1],
                load[2],
                Runtime.getRuntime().availableProcessors(),
                load[3],
                words(Duration.ofSeconds((long) up)));
    }

    private static String words(Duration up) {
        return "%d days %d h %d min".formatted(up.toDays(), up.toHoursPart(), up.toMinutesPart());
    }
}
