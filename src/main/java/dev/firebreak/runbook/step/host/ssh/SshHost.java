package dev.firebreak.runbook.step.host.ssh;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
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
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/** A connection to one host. Each program has a channel of its own, and {@code timeout} ends it on the host, too. */
final class SshHost implements Host {

    private static final Duration OPEN = Duration.ofSeconds(5);

    /** What the host has on top of the limit to say that the program was ended. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private static final int KILL_AFTER_SECONDS = 3;

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
        var line = ShellWords.line(limited(limit, command));
        try (var channel = session.createExecChannel(line)) {
            return result(channel, limit);
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (IOException e) {
            throw new HostUnreachable(SshErrorText.lost(address, e), e);
        }
    }

    @Override
    public CommandResult runAsRoot(Duration limit, List<String> command) throws InterruptedException {
        if (address.user().equals("root")) {
            return run(limit, command);
        }
        var asRoot = new ArrayList<>(List.of("sudo", "-n", "--"));
        asRoot.addAll(command);
        return run(limit, asRoot);
    }

    private static List<String> limited(Duration limit, List<String> command) {
        var all = new ArrayList<>(List.of(
                "env",
                "LC_ALL=C",
                "timeout",
                "--kill-after=" + KILL_AFTER_SECONDS,
                String.valueOf(Math.max(1, limit.toSeconds()))));
        all.addAll(command);
        return all;
    }

    /** Waits on a latch: the client's own wait ignores interrupts. */
    private CommandResult result(ChannelExec channel, Duration limit) throws IOException, InterruptedException {
        var output = new Limited();
        var errors = new Limited();
        var ended = new CountDownLatch(1);
        channel.setOut(output);
        channel.setErr(errors);
        channel.addCloseFutureListener(closed -> ended.countDown());
        channel.open().verify(OPEN);
        if (!ended.await(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("no answer within " + limit.toSeconds() + " s");
        }
        var status = channel.getExitStatus();
        if (status == null && channel.getExitSignal() == null && !session.isOpen()) {
            throw new IOException("closed by the host");
        }
        return new CommandResult(status == null ? -1 : status, output.text(), errors.text());
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }

    /** Output of any length in constant memory. */
    private static final class Limited extends OutputStream {

        private final TruncatingBuffer kept = new TruncatingBuffer();

        @Override
        public synchronized void write(int one) {
            kept.add(new byte[] {(byte) one});
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            kept.add(Arrays.copyOfRange(bytes, from, from + length));
        }

        private synchronized String text() {
            return kept.text();
        }
    }
}
