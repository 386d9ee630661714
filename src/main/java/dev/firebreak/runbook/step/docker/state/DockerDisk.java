package dev.firebreak.runbook.step.docker.state;

import dev.firebreak.runbook.step.docker.engine.DockerExec;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** How full the file systems of containers are, by their own {@code df}. */
@Component
public class DockerDisk {

    private static final Duration DF = Duration.ofSeconds(5);

    /** The second line of {@code df -P}: file system, blocks, used, available, capacity, mounted on. */
    private static final Pattern USED = Pattern.compile("(?m)\\s(\\d{1,3})%\\s+/\\S*\\s*$");

    private final DockerExec exec;

    public DockerDisk(DockerExec exec) {
        this.exec = exec;
    }

    /**
     * The used part in percent of the file system that holds the path; empty if the image can't tell.
     *
     * @param container the full id of a container that runs
     */
    public OptionalInt usedPercent(String container, String path) throws InterruptedException {
        if (!exec.has(container, "df") || !exec.canEnd(container)) {
            return OptionalInt.empty();
        }
        var result = exec.run(container, List.of("df", "-P", path), DF);
        var used = USED.matcher(result.output().text());
        return result.stopped() == null && used.find()
                ? OptionalInt.of(Integer.parseInt(used.group(1)))
                : OptionalInt.empty();
    }
}
