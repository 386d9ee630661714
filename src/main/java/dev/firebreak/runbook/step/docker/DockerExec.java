package dev.firebreak.runbook.step.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import dev.firebreak.text.TruncatingBuffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Runs one fixed command in a container: bounded in output and in time. The engine's API can start a command but not stop
 * it, so the end is brought about here, and it is always said how.
 */
@Component
class DockerExec {

    private static final List<String> FOLDERS =
            List.of("/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/", "/sbin/");
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final DockerEngine engine;

    DockerExec(DockerEngine engine) {
        this.engine = engine;
    }

    /**
     * What became of a command.
     *
     * @param exitCode null if it is not known to have ended
     * @param stopped how it was ended at the limit, or null if it ended by itself
     */
    record Ended(Long exitCode, String stopped, TruncatingBuffer output) {}

    /** Whether the image has the program: looked up in its files, without running anything. */
    boolean has(String container, String program) {
        return FOLDERS.stream().anyMatch(folder -> hasFile(container, folder + program));
    }

    /** Whether a command that hangs could be ended: by the image's own timeout, or from this machine. */
    boolean canEnd(String container) {
        return engine.isLocal() || has(container, "timeout");
    }

    /** @param command the program and its arguments; never a shell line */
    Ended run(String container, List<String> command, Duration limit) throws InterruptedException {
        var killsItself = has(container, "timeout");
        var argv = new ArrayList<String>();
        if (killsItself) {
            argv.addAll(List.of("timeout", "-s", "KILL", String.valueOf(limit.toSeconds())));
        }
        argv.addAll(command);
        var id = engine.reached(() -> engine.client()
                .execCreateCmd(container)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(argv.toArray(String[]::new))
                .exec()
                .getId());
        var output = new Output();
        engine.reached(() -> engine.client().execStartCmd(id).exec(output));
        var begun = System.nanoTime();
        var ended = output.awaitCompletion(limit.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        var atLimit = System.nanoTime() - begun >= limit.toNanos();
        var stopped = ended ? (killsItself && atLimit ? "by timeout inside the container" : null) : kill(id, container);
        closed(output);
        return new Ended(exitCode(id), stopped, output.buffer);
    }

    /** Only on this machine, and only a process that the kernel says belongs to that container. */
    private String kill(String id, String container) {
        var pid = engine.reached(() -> engine.client().inspectExecCmd(id).exec().getPidLong());
        var process =
                pid == null || !engine.isLocal() ? null : ProcessHandle.of(pid).orElse(null);
        if (process == null || !Cgroups.holds(pid, container)) {
            return "not at all: it still runs, and only a restart of the container would end it";
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
        return engine.reached(() -> engine.client().inspectExecCmd(id).exec().getExitCodeLong());
    }

    private boolean hasFile(String container, String path) {
        try {
            engine.reached(() -> engine.client()
                            .copyArchiveFromContainerCmd(container, path)
                            .exec())
                    .close();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (IOException e) {
            return true; // it was there; only the rest of it was not read
        }
    }

    private static void closed(Output output) {
        try {
            output.close();
        } catch (IOException e) {
            // The connection is gone anyway.
        }
    }

    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final TruncatingBuffer buffer = new TruncatingBuffer();

        @Override
        public void onNext(Frame frame) {
            buffer.add(frame.getPayload());
        }
    }
}
