package dev.firebreak.runbook.step.docker.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.firebreak.text.TruncatingBuffer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Reads what a container has logged, with limits on size and time. */
@Component
public class DockerLogs {

    private final DockerEngine engine;

    public DockerLogs(DockerEngine engine) {
        this.engine = engine;
    }

    /** The last lines of both streams; what came within the limit, if the engine is slow. */
    public String last(String container, int lines, Duration limit) throws InterruptedException {
        var output = new Output();
        engine.call(() -> engine.client()
                .logContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withTail(lines)
                .exec(output));
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
