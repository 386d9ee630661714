package dev.firebreak.runbook.step.docker.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import dev.firebreak.text.LineSplitter;
import dev.firebreak.text.TruncatingBuffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Runs one fixed command in a container, with limits on output and time. The engine's API can start a command but not
 * stop it, so this class stops it and reports how.
 */
@Component
public class DockerExec {

    private static final List<String> FOLDERS =
            List.of("/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/", "/sbin/");
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final DockerEngine engine;

    public DockerExec(DockerEngine engine) {
        this.engine = engine;
    }

    /**
     * How a command ended.
     *
     * @param exitCode null if the command may still be running
     * @param stopped how it was stopped at the limit, or null if it ended by itself
     */
    public record Result(Long exitCode, String stopped, TruncatingBuffer output) {}

    /** Whether the container has the program. Looks at its files and runs nothing. */
    public boolean has(String container, String program) {
        return FOLDERS.stream().anyMatch(folder -> hasFile(container, folder + program));
    }

    /** Whether a hanging command can be stopped: by the image's own {@code timeout}, or from this machine. */
    public boolean canEnd(String container) {
        return engine.isLocal() || has(container, "timeout");
    }

    /**
     * Runs the command and stops it at the limit.
     *
     * @param command the program and its arguments; never a shell line
     */
    public Result run(String container, List<String> command, Duration limit) throws InterruptedException {
        return run(container, command, limit, line -> {});
    }

    /**
     * As {@link #run(String, List, Duration)}. If the calling thread is interrupted, the command is stopped, too.
     *
     * @param lines gets each line of the output as it comes
     */
    public Result run(String container, List<String> command, Duration limit, Consumer<String> lines)
            throws InterruptedException {
        var hasTimeout = has(container, "timeout");
        var argv = new ArrayList<String>();
        if (hasTimeout) {
            argv.addAll(List.of("timeout", "-s", "KILL", String.valueOf(limit.toSeconds())));
        }
        argv.addAll(command);
        var id = engine.call(() -> engine.client()
                .execCreateCmd(container)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(argv.toArray(String[]::new))
                .exec()
                .getId());
        var output = new Output(lines);
        engine.call(() -> engine.client().execStartCmd(id).exec(output));
        var startedAt = System.nanoTime();
        var ended = awaitEnd(id, container, output, limit.plus(SLACK));
        var atLimit = System.nanoTime() - startedAt >= limit.toNanos();
        var stopped = ended ? (hasTimeout && atLimit ? "by timeout inside the container" : null) : kill(id, container);
        close(output);
        return new Result(exitCode(id), stopped, output.buffer);
    }

    private boolean awaitEnd(String id, String container, Output output, Duration limit) throws InterruptedException {
        try {
            return output.awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            kill(id, container);
            close(output);
            throw e;
        }
    }

    /** Kills only processes of this machine that belong to the container according to the kernel. */
    private String kill(String id, String container) {
        var pid = engine.call(() -> engine.client().inspectExecCmd(id).exec().getPidLong());
        var process =
                pid == null || !engine.isLocal() ? null : ProcessHandle.of(pid).orElse(null);
        if (process == null || !Cgroups.holds(pid, container)) {
            return "not at all: it still runs, and only a restart of the container can end it";
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
        return "by killing process " + pid + " on this machine";
    }

    private Long exitCode(String id) {
        return engine.call(() -> engine.client().inspectExecCmd(id).exec().getExitCodeLong());
    }

    private boolean hasFile(String container, String path) {
        try {
            engine.call(() -> engine.client()
                            .copyArchiveFromContainerCmd(container, path)
                            .exec())
                    .close();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (IOException e) {
            return true; // the file exists; only reading the rest of it failed
        }
    }

    private static void close(Output output) {
        try {
            output.close();
        } catch (IOException e) {
            // The connection is gone anyway.
        }
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
