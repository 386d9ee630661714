package dev.firebreak.runbook.step.docker.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.firebreak.text.LineSplitter;
import dev.firebreak.text.TruncatingBuffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Reads what a container has logged, with limits on size and time. */
@Component
public class DockerLogs {

    private final DockerEngine engine;

    public DockerLogs(DockerEngine engine) {
        this.engine = engine;
    }

    /** As {@link #last(String, int, Instant, Duration, Consumer)}, whenever they were written. */
    public String last(String container, int lines, Duration limit) throws InterruptedException {
        return last(container, lines, null, limit, line -> {});
    }

    /**
     * The last lines of both streams; what came within the limit, if the engine is slow.
     *
     * @param since only lines since then; null for all
     * @param seen gets each line as it comes
     */
    public String last(String container, int lines, Instant since, Duration limit, Consumer<String> seen)
            throws InterruptedException {
        var output = new Output(seen);
        engine.call(() -> {
            var command = engine.client()
                    .logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines);
            return (since == null ? command : command.withSince((int) since.getEpochSecond())).exec(output);
        });
        try (output) {
            output.awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            // The connection is gone anyway.
        }
        return output.buffer.text();
    }

    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final TruncatingBuffer buffer = new TruncatingBuffer();
        private final LineSplitter lines;

        private Output(Consumer<String> lines) {
            this.lines = new LineSplitter(lines);
        }

        @Override
        public void onNext(Frame frame) {
            buffer.add(frame.getPayload());
            lines.add(frame.getPayload());
        }
    }
}
