package dev.firebreak.runbook.step.docker.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.firebreak.text.TruncatingBuffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Reads what a container has logged, with limits on size and time. */
@Component
public class DockerLogs {

    private final DockerEngine engine;

    public DockerLogs(DockerEngine engine) {
        this.engine = engine;
    }

    /** As {@link #last(String, int, Instant, Duration)}, whenever they were written. */
    public String last(String container, int lines, Duration limit) throws InterruptedException {
        return last(container, lines, null, limit);
    }

    /**
     * The last lines of both streams; what came within the limit, if the engine is slow.
     *
     * @param since only lines since then; null for all
     */
    public String last(String container, int lines, Instant since, Duration limit) throws InterruptedException {
        var output = new Output();
        engine.call(() -> {
            var command = engine.client()
                    .logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines);
            return (since == null ? command : command.withSince((int) since.getEpochSecond())).exec(output);
        });
        output.awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            output.close();
        } catch (IOException e) {
            // The connection is gone anyway.
        }
        return output.buffer.text();
    }

    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final TruncatingBuffer buffer = new TruncatingBuffer();

        @Override
        public void onNext(Frame frame) {
            buffer.add(frame.getPayload());
        }
    }
}
