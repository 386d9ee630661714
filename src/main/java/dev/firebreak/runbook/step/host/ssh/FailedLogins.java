package dev.firebreak.runbook.step.host.ssh;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Fault;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.springframework.stereotype.Component;

/**
 * Failed logins at a host's SSH server, as of somebody who guesses: of a user that no host has, so none can succeed. The
 * host's own log shows them, by the drill's id. There is nothing to take back.
 */
@Component
class FailedLogins implements Fault {

    private static final Duration WITHIN = Duration.ofSeconds(8);
    private static final int ATTEMPTS = 12;
    private static final int SHORT = 8;

    private final Secrets secrets;

    FailedLogins(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String scenario() {
        return "security";
    }

    @Override
    public String description() {
        return "Fails to log in to a host by SSH " + ATTEMPTS + " times, as a user that it does not have.";
    }

    @Override
    public boolean fits(Target target) {
        return target.kind().equals("host");
    }

    @Override
    public Set<String> symptoms() {
        return Set.of("failed-logins", "brute-force", "ssh-brute-force", "intrusion", "security-breach");
    }

    @Override
    public Set<String> runbooks() {
        return Set.of("security-containment");
    }

    @Override
    public String inject(Target target, UUID drill, Injection injection) throws IOException {
        var address = HostAddress.of(target, secrets);
        var user = "drill-" + drill.toString().substring(0, SHORT);
        injection.changes(user);
        var client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier((session, from, key) -> isPinned(address, key));
        client.start();
        try {
            for (var n = 0; n < ATTEMPTS; n++) {
                injection.requireWanted();
                fail(client, address, user);
            }
        } finally {
            client.stop();
        }
        return ATTEMPTS + " logins of " + user + " failed at " + target.name();
    }

    private static boolean isPinned(HostAddress address, PublicKey key) {
        return KeyUtils.compareKeys(address.hostKey(), key);
    }

    private static void fail(SshClient client, HostAddress address, String user) throws IOException {
        try (ClientSession session = client.connect(user, address.name(), address.port())
                .verify(WITHIN)
                .getClientSession()) {
            session.addPasswordIdentity("drill");
            try {
                session.auth().verify(WITHIN);
            } catch (IOException refused) {
                return;
            }
            throw new IOException("the host " + address.target() + " let a drill's unknown user in: look at once");
        }
    }

    @Override
    public String revert(Target target, UUID drill, String token) {
        return "failed logins leave nothing to take back";
    }
}
