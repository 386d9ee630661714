package dev.firebreak.runbook.step.host.ssh;

import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.springframework.mock.env.MockEnvironment;

/** An SSH server in this JVM with two host keys. What a command answers is played. */
final class OwnSshServer implements AutoCloseable {

    /** What a command does: writes its output and returns its exit code. */
    interface Program {
        int run(String line, OutputStream output) throws IOException, InterruptedException;
    }

    static final KeyPair RSA = pair("RSA", 2048);
    static final KeyPair EC = pair("EC", 256);
    static final KeyPair LOGIN = pair("EC", 256);

    final List<String> lines = new CopyOnWriteArrayList<>();
    private final SshServer server = SshServer.setUpDefaultServer();

    OwnSshServer(Program program) throws IOException {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(EC, RSA));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("firebreak") && KeyUtils.compareKeys(key, LOGIN.getPublic()));
        server.setCommandFactory((channel, line) -> new Played(line, program));
        server.start();
    }

    Target target(Map<String, String> other) {
        var settings = new HashMap<>(Map.of(
                "url",
                "ssh://firebreak@127.0.0.1:" + server.getPort(),
                "hostKey",
                PublicKeyEntry.toString(RSA.getPublic()),
                "privateKey",
                "secret://auditor-host"));
        settings.putAll(other);
        return new Target("auditor-host", "host", "tier-2", true, false, settings, Map.of());
    }

    SshHosts hosts() {
        return hosts(LOGIN);
    }

    SshHosts hosts(KeyPair key) {
        var environment = new MockEnvironment().withProperty("FIREBREAK_SECRET_AUDITOR_HOST", pem(key));
        return new SshHosts(InMemorySecrets.of(environment));
    }

    /** As ssh-keygen writes it. */
    private static String pem(KeyPair key) {
        try (var text = new ByteArrayOutputStream()) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, text);
            return text.toString(StandardCharsets.UTF_8).strip();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair pair(String algorithm, int size) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class Played extends AbstractCommandSupport {

        private final Program program;

        private Played(String line, Program program) {
            super(line, null);
            this.program = program;
        }

        @Override
        public void run() {
            lines.add(getCommand());
            try {
                var code = program.run(getCommand(), getOutputStream());
                getOutputStream().flush();
                onExit(code);
            } catch (IOException | InterruptedException e) {
                onExit(255, e.toString());
            }
        }
    }
}
