package dev.firebreak.runbook.step.docker.namespace;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.api.model.WaitResponse;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.text.TruncatingBuffer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * {@link NetworkNamespaces} over the HTTP API of a Docker Engine: each program is a container of its own that shares the
 * network of the other one, and no more. It has NET_ADMIN, no other capability, and a file system that nobody can write.
 */
@Component
public class DockerNamespaces implements NetworkNamespaces {

    private static final long MEMORY = 64L << 20;
    private static final long PROCESSES = 16;

    /** As {@code timeout} answers. */
    private static final int ENDED = 124;

    private static final String LABEL = "dev.firebreak.tools";
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final DockerEngine engine;
    private final NamespaceSettings settings;
    private final Clock clock;

    public DockerNamespaces(DockerEngine engine, NamespaceSettings settings, Clock clock) {
        this.engine = engine;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Optional<ContainerNetwork> named(String name) {
        return engine.named(name)
                .flatMap(container -> inspect(container.id()).map(seen -> network(container, seen.getHostConfig())));
    }

    private ContainerNetwork network(Container container, HostConfig host) {
        var added = host.getCapAdd() == null ? List.<Capability>of() : Arrays.asList(host.getCapAdd());
        var mayChange = Boolean.TRUE.equals(host.getPrivileged())
                || added.contains(Capability.NET_ADMIN)
                || added.contains(Capability.ALL)
                || added.contains(Capability.SYS_ADMIN);
        return new ContainerNetwork(
                container.id(),
                container.name(),
                host.getNetworkMode() == null ? "default" : host.getNetworkMode(),
                container.isRunning(),
                mayChange,
                sharing(container.id()));
    }

    /** The engine stores the id of the other one, also where it was started with a name. */
    private List<String> sharing(String id) {
        return engine.all().stream()
                .filter(other -> other.isRunning() && !other.id().equals(id))
                .filter(other -> inspect(other.id())
                        .map(seen ->
                                ("container:" + id).equals(seen.getHostConfig().getNetworkMode()))
                        .orElse(false))
                .map(Container::name)
                .toList();
    }

    private Optional<InspectContainerResponse> inspect(String id) {
        try {
            return Optional.of(
                    engine.call(() -> engine.client().inspectContainerCmd(id).exec()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> missing() {
        if (settings.toolsImage().isEmpty()) {
            return Optional.of("No image is named that holds nft: set firebreak.docker.tools-image, and load that image"
                    + " into the Docker Engine.");
        }
        try {
            engine.call(
                    () -> engine.client().inspectImageCmd(settings.toolsImage()).exec());
            return Optional.empty();
        } catch (NotFoundException e) {
            return Optional.of("The Docker Engine has no image " + settings.toolsImage()
                    + " (firebreak.docker.tools-image): load it.");
        }
    }

    @Override
    public CommandResult run(String id, List<String> command, Duration limit) throws InterruptedException {
        var missing = missing();
        if (missing.isPresent()) {
            throw new IllegalStateException(missing.get());
        }
        removeForgotten();
        var name = "firebreak-tools-" + UUID.randomUUID();
        create(name, id, command);
        try {
            engine.call(() -> engine.client().startContainerCmd(name).exec());
            var exit = end(name, limit);
            var output = new Output();
            engine.call(() -> engine.client()
                    .logContainerCmd(name)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(output));
            output.awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS);
            close(output);
            return new CommandResult(exit, output.output.text(), output.errors.text());
        } finally {
            remove(name);
        }
    }

    private void create(String name, String id, List<String> command) {
        var host = HostConfig.newHostConfig()
                .withNetworkMode("container:" + id)
                .withCapDrop(Capability.ALL)
                .withCapAdd(Capability.NET_ADMIN)
                .withReadonlyRootfs(true)
                .withMemory(MEMORY)
                .withPidsLimit(PROCESSES)
                .withSecurityOpts(List.of("no-new-privileges"));
        engine.call(() -> engine.client()
                .createContainerCmd(settings.toolsImage())
                .withName(name)
                .withUser("0")
                .withLabels(Map.of(LABEL, id))
                .withEntrypoint(command)
                .withHostConfig(host)
                .exec());
    }

    /** The exit code; a program that does not end in time is killed when its container is removed. */
    private int end(String name, Duration limit) throws InterruptedException {
        var exit = new Exit();
        engine.call(() -> engine.client().waitContainerCmd(name).exec(exit));
        var ended = exit.awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS);
        close(exit);
        return ended ? exit.code : ENDED;
    }

    /** Those of a node that died before it could remove them. */
    private void removeForgotten() {
        var since = clock.instant().minus(FORGOTTEN).getEpochSecond();
        engine
                .call(() -> engine.client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of(LABEL))
                        .exec())
                .stream()
                .filter(left -> left.getCreated() < since)
                .flatMap(left -> Arrays.stream(left.getNames()))
                .forEach(name -> remove(name.replaceFirst("^/", "")));
    }

    private void remove(String name) {
        try {
            engine.call(() ->
                    engine.client().removeContainerCmd(name).withForce(true).exec());
        } catch (NotFoundException e) {
            // there is none
        }
    }

    private static void close(ResultCallback<?> callback) {
        try {
            callback.close();
        } catch (IOException e) {
            // The connection is gone anyway.
        }
    }

    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final TruncatingBuffer output = new TruncatingBuffer();
        private final TruncatingBuffer errors = new TruncatingBuffer();

        @Override
        public void onNext(Frame frame) {
            (frame.getStreamType() == StreamType.STDERR ? errors : output).add(frame.getPayload());
        }
    }

    private static final class Exit extends ResultCallback.Adapter<WaitResponse> {

        private volatile int code = -1;

        @Override
        public void onNext(WaitResponse answer) {
            code = answer.getStatusCode();
        }
    }
}
