package dev.firebreak.logwatch.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.firebreak.logwatch.stream.LogSources;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** {@link EngineLogs} over the HTTP API of a Docker Engine. */
@Component
class DockerLogReader implements EngineLogs {

    /** What the image of Firebreak carries. */
    private static final String TITLE = "org.opencontainers.image.title";

    private static final String OWN = "Firebreak";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DockerEngine engine;

    DockerLogReader(DockerEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<Logged> all() {
        return engine
                .call(() ->
                        engine.client().listContainersCmd().withShowAll(true).exec())
                .stream()
                .map(DockerLogReader::logged)
                .toList();
    }

    private static Logged logged(Container container) {
        var labels = container.getLabels() == null ? Map.<String, String>of() : container.getLabels();
        var isOwn = OWN.equals(labels.get(TITLE)) || container.getId().startsWith(LogSources.node());
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

        private final Map<StreamType, LineAssembler> streams = new EnumMap<>(StreamType.class);
        private final Predicate<ContainerLine> lines;
        private boolean isOver;

        private Output(Predicate<ContainerLine> lines) {
            this.lines = lines;
        }

        @Override
        public synchronized void onNext(Frame frame) {
            if (!isOver) {
                streams.computeIfAbsent(frame.getStreamType(), type -> new LineAssembler(this::line))
                        .add(frame.getPayload());
            }
            if (isOver) {
                onComplete();
            }
        }

        private void line(byte[] line) {
            if (!isOver) {
                ContainerLine.of(line).ifPresent(one -> isOver = !lines.test(one));
            }
        }

        /** Whether everything was read. */
        private synchronized boolean end(boolean isComplete) {
            if (isComplete && !isOver) {
                streams.values().forEach(LineAssembler::end);
            }
            var wasEnded = isOver;
            isOver = true;
            return isComplete && !wasEnded;
        }
    }
}
