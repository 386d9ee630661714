package dev.firebreak.runbook.step.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** {@link Containers} over the HTTP API of a Docker Engine. */
@Component
public class DockerEngine implements Containers, DisposableBean {

    private static final String UNIX = "unix://";

    private final DockerSettings settings;
    private final DockerClient client;

    public DockerEngine(DockerSettings settings) {
        this.settings = settings;
        this.client = client(settings, settings.responseTimeout());
    }

    @Override
    public Optional<Container> named(String name) {
        return inspect(name).filter(container -> container.name().equals(name));
    }

    @Override
    public Optional<Container> byId(String id) {
        return inspect(id).filter(container -> container.id().equals(id));
    }

    @Override
    public List<Container> all() {
        return call(() -> client.listContainersCmd().withShowAll(true).exec()).stream()
                .map(DockerEngine::container)
                .sorted(Comparator.comparing(Container::name))
                .toList();
    }

    @Override
    public boolean restart(String id, Duration stopWithin) {
        // The engine answers only after the container has stopped and started again.
        var patience = settings.responseTimeout().plus(stopWithin);
        var patientClient = client(settings, patience);
        try (patientClient) {
            return call(patience, () -> {
                patientClient
                        .restartContainerCmd(id)
                        .withTimeout((int) stopWithin.toSeconds())
                        .exec();
                return true;
            });
        } catch (NotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new DockerUnreachable(settings.host(), e.toString(), e);
        }
    }

    @Override
    public void destroy() throws IOException {
        client.close();
    }

    private Optional<Container> inspect(String nameOrId) {
        try {
            return Optional.of(
                    container(call(() -> client.inspectContainerCmd(nameOrId).exec())));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** For adapters of other ports; each request goes through {@link #call}. */
    public DockerClient client() {
        return client;
    }

    /** How the files of the container differ from its image. */
    public FileChanges changes(String id) {
        var changes = call(() -> client.containerDiffCmd(id).exec());
        return changes instanceof DockerConfig.Changes bounded ? bounded.read : FileChanges.of(List.of());
    }

    /** Whether the engine's processes run on this machine. */
    boolean isLocal() {
        return settings.host().startsWith(UNIX);
    }

    /** Makes a call to the engine; connection failures become {@link DockerUnreachable}. */
    public <T> T call(Supplier<T> request) {
        return call(settings.responseTimeout(), request);
    }

    /** The client's own time-out does not count on a Unix socket (guarantees.md F2). */
    private <T> T call(Duration limit, Supplier<T> request) {
        try (var deadline = new CallTimeout(limit)) {
            return deadline.around(request);
        } catch (DockerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DockerUnreachable(settings.host(), why(e), e);
        }
    }

    /** What to throw if an answer lacks what it should hold. */
    DockerUnreachable unreachable(String why) {
        return new DockerUnreachable(settings.host(), why, null);
    }

    private String why(Throwable failure) {
        if (settings.host().startsWith(UNIX)
                && !Files.exists(Path.of(settings.host().substring(UNIX.length())))) {
            return "no such file";
        }
        var root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return failure instanceof CallTimeout.Passed || root instanceof SocketTimeoutException
                ? "it did not answer in time"
                : root.getMessage();
    }

    private static Container container(InspectContainerResponse response) {
        var state = response.getState();
        var health = state.getHealth() == null ? null : state.getHealth().getStatus();
        return new Container(
                response.getId(),
                plain(response.getName()),
                response.getConfig().getImage(),
                state.getStatus(),
                health == null ? "none" : health,
                instant(state.getStartedAt()),
                response.getRestartCount() == null ? 0 : response.getRestartCount());
    }

    private static Container container(com.github.dockerjava.api.model.Container listed) {
        var names = listed.getNames() == null ? new String[0] : listed.getNames();
        // A container has one plain name; others are links, such as /other/alias.
        var name = Arrays.stream(names)
                .map(DockerEngine::plain)
                .filter(it -> !it.contains("/"))
                .findFirst()
                .orElse(listed.getId());
        return new Container(
                listed.getId(), name, listed.getImage(), listed.getState(), health(listed.getStatus()), null, 0);
    }

    /** The engine's list shows health only as text, such as "Up 2 hours (healthy)". */
    private static String health(String status) {
        var text = status == null ? "" : status;
        if (text.endsWith("(healthy)")) {
            return "healthy";
        }
        return text.endsWith("(unhealthy)") ? "unhealthy" : text.contains("(health: starting)") ? "starting" : "none";
    }

    private static String plain(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** Go's zero time, the year 1, means that the container never started. */
    private static Instant instant(String text) {
        var at = text == null || text.isEmpty() ? Instant.MIN : Instant.parse(text);
        return at.isBefore(Instant.EPOCH) ? null : at;
    }

    private static DockerClient client(DockerSettings settings, Duration responseTimeout) {
        var config = new DockerConfig(settings.host());
        var http = new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .connectionTimeout(settings.connectTimeout())
                .responseTimeout(responseTimeout)
                .maxConnections(16)
                .build();
        return DockerClientImpl.getInstance(config, http);
    }
}
