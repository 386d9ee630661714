package dev.firebreak.logwatch;

import dev.firebreak.logwatch.container.ContainerLine;
import dev.firebreak.logwatch.container.EngineLogs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Plays a Docker Engine: containers with logs, read from a whole second on. */
public final class PlayedEngine implements EngineLogs {

    public String failure;

    private final Map<String, Logged> containers = new LinkedHashMap<>();
    private final Map<String, List<ContainerLine>> lines = new LinkedHashMap<>();

    public void has(String id, String name, boolean isRunning, boolean isOwn) {
        containers.put(id, new Logged(id, name, isRunning, isOwn));
        lines.putIfAbsent(id, new ArrayList<>());
    }

    public void isRemoved(String id) {
        containers.remove(id);
        lines.remove(id);
    }

    public void logs(String id, Instant at, String line) {
        lines.get(id).add(new ContainerLine(at, line.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<Logged> all() {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return List.copyOf(containers.values());
    }

    @Override
    public boolean read(String id, Instant since, Predicate<ContainerLine> taken) {
        return lines.get(id).stream()
                .filter(line -> line.at().getEpochSecond() >= since.getEpochSecond())
                .allMatch(taken);
    }
}
