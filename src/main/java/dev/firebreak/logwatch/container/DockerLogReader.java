package dev.firebreak.logwatch.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.firebreak.database.NodeName;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.text.LineSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** {@link EngineLogs} over the HTTP API of a Docker Engine. */
@Component
class DockerLogReader implements EngineLogs {

    /** What the image of Firebreak carries. */
    private static final String TITLE = "org.opencontainers.image.title";

    private static final String OWN = "Firebreak";

    /** What the short-lived containers carry that Firebreak starts for steps. */
    private static final String TOOLS = "dev.firebreak.tools";

    /** A container's host name is the beginning of its id, if nothing else is set. */
    private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{12,64}");

    /** Docker mounts files such as {@code /etc/hosts} from a folder named after the container. */
    private static final Pattern MOUNTED = Pattern.compile("/containers/([0-9a-f]{64})/");

    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Bytes, of which the end is left out; Docker cuts at 16 KiB. */
    private static final int LONGEST_LINE = 17 * 1024;

    private final DockerEngine engine;

    DockerLogReader(DockerEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<Logged> all() {
        return listed(
                engine.call(() ->
                        engine.client().listContainersCmd().withShowAll(true).exec()),
                ownId(NodeName.ofHost(), mounts()));
    }

    /**
     * A label is part of an image, so anyone can set it: where Firebreak's own container is known, the label counts only
     * for containers of the same image, which are other nodes.
     *
     * @param ownId of Firebreak's container, or its beginning; null if it runs in none
     */
    static List<Logged> listed(List<Container> all, String ownId) {
        var own = all.stream()
                .filter(one -> ownId != null && one.getId().startsWith(ownId))
                .findFirst();
        return all.stream()
                .filter(one -> !labels(one).containsKey(TOOLS))
                .map(one -> logged(
                        one,
                        OWN.equals(labels(one).get(TITLE))
                                        && own.map(Container::getImageId)
                                                .filter(image -> !image.equals(one.getImageId()))
                                                .isEmpty()
                                || own.filter(it -> it == one).isPresent()))
                .toList();
    }

    /** Null if Firebreak does not run in a container. */
    static String ownId(String host, String mounts) {
        if (SHORT_ID.matcher(host).matches()) {
            return host;
        }
        var mounted = MOUNTED.matcher(mounts);
        return mounted.find() ? mounted.group(1) : null;
    }

    private static String mounts() {
        try {
            return Files.readString(MOUNTS);
        } catch (IOException e) {
            return "";
        }
    }

    private static Map<String, String> labels(Container container) {
        return container.getLabels() == null ? Map.of() : container.getLabels();
    }

    private static Logged logged(Container container, boolean isOwn) {
        return new Logged(container.getId(), name(container), "running".equals(container.getState()), isOwn);
    }

    /** A container has one plain name; others are links, such as {@code /other/alias}. */
    private static String name(Container container) {
        return Arrays.stream(container.getNames() == null ? new String[0] : container.getNames())
                .map(name -> name.startsWith("/") ? name.substring(1) : name)
                .filter(name -> !name.contains("/"))
                .findFirst()
                .orElse(container.getId());
    }

    @Override
    public boolean read(String id, Instant since, Predicate<ContainerLine> lines) throws InterruptedException {
        var output = new Output(lines);
        try (output) {
            engine.call(() -> engine.client()
                    .logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTimestamps(true)
                    .withSince((int) since.getEpochSecond())
                    .exec(output));
            var isComplete = output.awaitCompletion(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return output.end(isComplete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines come on another thread; after the end none comes. */
    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final Map<StreamType, LineSplitter> streams = new EnumMap<>(StreamType.class);
        private final Predicate<ContainerLine> lines;
        private boolean isOver;

        private Output(Predicate<ContainerLine> lines) {
            this.lines = lines;
        }

        @Override
        public synchronized void onNext(Frame frame) {
            if (!isOver) {
                streams.computeIfAbsent(frame.getStreamType(), type -> LineSplitter.ofBytes(LONGEST_LINE, this::line))
                        .add(frame.getPayload());
            }
            if (isOver) {
                onComplete();
            }
        }

        private void line(byte[] line) {
            if (!isOver && line.length > 0) {
                ContainerLine.of(line).ifPresent(one -> isOver = !lines.test(one));
            }
        }

        /** Whether everything was read. */
        private synchronized boolean end(boolean isComplete) {
            if (isComplete && !isOver) {
                streams.values().forEach(LineSplitter::flush);
            }
            var wasEnded = isOver;
            isOver = true;
            return isComplete && !wasEnded;
        }
    }
}
