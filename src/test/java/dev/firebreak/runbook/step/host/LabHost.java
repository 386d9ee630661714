package dev.firebreak.runbook.step.host;

import dev.firebreak.Lab;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.ssh.SshHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.mock.env.MockEnvironment;

/** The lab's host with systemd and sshd: over SSH as the product sees it, and past SSH as its root. */
public final class LabHost {

    /** The keys that a class names in {@code @Lab}. */
    public static final String PORT = "HOST_SSH_PORT";

    public static final String KEY = "HOST_SSH_KEY";
    public static final String LOGIN = "HOST_SSH_LOGIN_FILE";
    public static final String CONTAINER = "HOST_CONTAINER";

    private LabHost() {}

    /** Connections to it. */
    public static SshHosts hosts() throws IOException {
        var login = Files.readString(Path.of(Lab.Settings.of(LOGIN)));
        return new SshHosts(
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_AUDITOR_HOST", login)));
    }

    /** It as a target, with these settings on top of its address. */
    public static Target target(Map<String, String> other) {
        var settings = new HashMap<>(Map.of(
                "url",
                "ssh://firebreak@127.0.0.1:" + Lab.Settings.of(PORT),
                "hostKey",
                Lab.Settings.of(KEY),
                "privateKey",
                "secret://auditor-host"));
        settings.putAll(other);
        return new Target("auditor-host", "host", "tier-2", true, false, settings, Map.of());
    }

    /** Runs a script in the container, as its root, past SSH; fails with what it said if it does. */
    public static String inside(String script) throws IOException, InterruptedException {
        var output = Files.createTempFile("firebreak-inside", ".txt");
        var process = new ProcessBuilder(
                        "docker",
                        "-H",
                        Lab.Settings.of("DOCKER_HOST"),
                        "exec",
                        Lab.Settings.of(CONTAINER),
                        "sh",
                        "-c",
                        script)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        var ended = process.waitFor(30, TimeUnit.SECONDS);
        var said = Files.readString(output);
        Files.delete(output);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError(script + "\n" + said);
        }
        return said;
    }
}
