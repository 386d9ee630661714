package dev.firebreak.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** CPU that the kinds of threads of this JVM have used, also those of its compilers and collectors, from /proc. */
record ThreadTimes(Map<String, Long> millis) {

    private static final Path TASKS = Path.of("/proc/self/task");

    static ThreadTimes now() {
        var millis = new TreeMap<String, Long>();
        try (var tasks = Files.list(TASKS)) {
            tasks.forEach(task -> read(task, millis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ThreadTimes(millis);
    }

    private static void read(Path task, Map<String, Long> millis) {
        try {
            var stat = Files.readString(task.resolve("stat"));
            var name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            var ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            millis.merge(name.replaceAll("\\d+", "N"), ticks * 10, Long::sum);
        } catch (IOException e) {
            // The thread has ended.
        }
    }

    /** What each kind used since then. Threads that have ended meanwhile are missing. */
    Map<String, Long> since(ThreadTimes earlier) {
        var used = new TreeMap<String, Long>();
        millis.forEach((kind, time) -> used.put(kind, time - earlier.millis.getOrDefault(kind, 0L)));
        return used;
    }
}
