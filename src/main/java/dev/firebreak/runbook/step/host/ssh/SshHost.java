package dev.firebreak.runbook.step.host.ssh;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.text.LineSplitter;
import dev.firebreak.text.TruncatingBuffer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/**
 * A connection to one host. Each program has a channel of its own, and is ended on the host, too: by {@code timeout}, or
 * by {@code sudo} itself where it runs as root. {@code timeout} may kill only {@code sudo}, and a program of root that
 * does not end at TERM would go on.
 */
final class SshHost implements Host {

    private static final Duration OPEN = Duration.ofSeconds(5);

    /** What the host has on top of the limit to say that the program was ended. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private static final int KILL_AFTER_SECONDS = 3;

    /** How long {@code sudo} needs to end a program that does not end at once: 2 s after its limit, it kills it. */
    private static final int SUDO_SECONDS = 3;

    private static final int SIGNALLED = 128;

    /** Reads no lines. */
    private static final Consumer<String> NOBODY = line -> {};

    private final HostAddress address;
    private final SshClient client;
    private final ClientSession session;

    SshHost(HostAddress address, SshClient client, ClientSession session) {
        this.address = address;
        this.client = client;
        this.session = session;
    }

    @Override
    public CommandResult run(Duration limit, List<String> command) throws InterruptedException {
        return run(limit, seconds(limit), command, NOBODY);
    }

    @Override
    public CommandResult run(Duration limit, List<String> command, Consumer<String> lines) throws InterruptedException {
        return run(limit, seconds(limit), command, lines);
    }

    private CommandResult run(Duration limit, long seconds, List<String> command, Consumer<String> lines)
            throws InterruptedException {
        var line = ShellWords.line(limited(seconds, command));
        try (var channel = session.createExecChannel(line)) {
            return result(channel, limit, lines);
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (IOException e) {
            throw new HostUnreachable(SshErrorText.lost(address, e), e);
        }
    }

    @Override
    public CommandResult runAsRoot(Duration limit, List<String> command) throws InterruptedException {
        return runAsRoot(limit, command, NOBODY);
    }

    @Override
    public CommandResult runAsRoot(Duration limit, List<String> command, Consumer<String> lines)
            throws InterruptedException {
        if (address.user().equals("root")) {
            return run(limit, command, lines);
        }
        var asRoot = new ArrayList<>(List.of("sudo", "-n", "-T", String.valueOf(seconds(limit)), "--"));
        asRoot.addAll(command);
        return run(limit, seconds(limit) + SUDO_SECONDS, asRoot, lines);
    }

    private static long seconds(Duration limit) {
        return Math.max(1, limit.toSeconds());
    }

    private static List<String> limited(long seconds, List<String> command) {
        var all = new ArrayList<>(
                List.of("env", "LC_ALL=C", "timeout", "--kill-after=" + KILL_AFTER_SECONDS, String.valueOf(seconds)));
        all.addAll(command);
        return all;
    }

    /** Waits on a latch: the client's own wait ignores interrupts. */
    private CommandResult result(ChannelExec channel, Duration limit, Consumer<String> lines)
            throws IOException, InterruptedException {
        var output = new Limited(lines);
        var errors = new Limited(NOBODY);
        var ended = new CountDownLatch(1);
        channel.setOut(output);
        channel.setErr(errors);
        channel.addCloseFutureListener(closed -> ended.countDown());
        channel.open().verify(OPEN);
        if (!ended(channel, ended, limit)) {
            throw new IOException("no answer within " + limit.toSeconds() + " s");
        }
        var status = channel.getExitStatus();
        if (status == null && channel.getExitSignal() == null && !session.isOpen()) {
            throw new IOException("closed by the host");
        }
        return new CommandResult(
                status == null ? signalled(channel.getExitSignal()) : status, output.text(), errors.text());
    }

    /** After an interrupt, a polite end of the channel would wait for the program. */
    private static boolean ended(ChannelExec channel, CountDownLatch ended, Duration limit)
            throws InterruptedException {
        try {
            return ended.await(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            channel.close(true);
            throw e;
        }
    }

    /** As a shell counts it; -1 if the host did not say. */
    private static int signalled(String signal) {
        return switch (signal == null ? "" : signal) {
            case "HUP" -> SIGNALLED + 1;
            case "KILL" -> SIGNALLED + 9;
            case "TERM" -> SIGNALLED + 15;
            default -> -1;
        };
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }

    /** Output of any length in constant memory. */
    private static final class Limited extends OutputStream {

        private final TruncatingBuffer kept = new TruncatingBuffer();
        private final LineSplitter lines;

        private Limited(Consumer<String> lines) {
            this.lines = new LineSplitter(lines);
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            kept.add(Arrays.copyOfRange(bytes, from, from + length));
            lines.add(bytes, from, length);
        }

        private synchronized String text() {
            return kept.text();
        }
    }
}
