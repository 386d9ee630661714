package dev.firebreak.runbook.step.forensics.container;

import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.FileChanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** {@link ContainerTraces} over the HTTP API of a Docker Engine. */
@Component
public class DockerTraces implements ContainerTraces {

    private static final String COLUMNS = "-eo pid,ppid,user,lstart,args";

    private final DockerEngine engine;

    public DockerTraces(DockerEngine engine) {
        this.engine = engine;
    }

    @Override
    public String processes(String id) {
        var answer = engine.call(
                () -> engine.client().topContainerCmd(id).withPsArgs(COLUMNS).exec());
        return Arrays.stream(answer.getProcesses())
                .map(fields -> String.join(" ", fields))
                .collect(Collectors.joining("\n", String.join(" ", answer.getTitles()) + "\n", "\n"));
    }

    @Override
    public FileChanges changes(String id) {
        return engine.changes(id);
    }

    @Override
    public List<String> configuration(String id) {
        var seen = engine.call(() -> engine.client().inspectContainerCmd(id).exec());
        var host = seen.getHostConfig();
        var facts = new ArrayList<String>();
        facts.add("id " + seen.getId());
        facts.add("image " + seen.getConfig().getImage() + " " + seen.getImageId());
        facts.add(
                "created " + seen.getCreated() + ", started " + seen.getState().getStartedAt());
        facts.add("user "
                + (blank(seen.getConfig().getUser()) ? "root" : seen.getConfig().getUser()));
        facts.add("privileged " + Boolean.TRUE.equals(host.getPrivileged()));
        facts.add("capabilities added " + Arrays.toString(host.getCapAdd()));
        facts.add("network " + host.getNetworkMode() + ", processes "
                + (blank(host.getPidMode()) ? "own" : host.getPidMode()));
        if (seen.getMounts() != null) {
            seen.getMounts()
                    .forEach(mount -> facts.add("mount " + mount.getSource() + " at " + mount.getDestination()
                            + (Boolean.TRUE.equals(mount.getRW()) ? "" : " (read-only)")));
        }
        return facts;
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
