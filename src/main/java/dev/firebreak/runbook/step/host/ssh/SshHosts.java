package dev.firebreak.runbook.step.host.ssh;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.springframework.stereotype.Component;

/**
 * Opens a new connection for each use. The only host key that is accepted is the one of the catalogue; there are no
 * known hosts, no agent, no passwords and no settings of the account that Firebreak runs under.
 */
@Component
public class SshHosts implements Hosts {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration LOGIN = Duration.ofSeconds(8);

    private final Secrets secrets;

    public SshHosts(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Host open(Target target) {
        var address = HostAddress.of(target, secrets);
        var check = new PinnedKey(address.hostKey());
        var client = client(address, check);
        try {
            client.start();
            var session = client.connect(address.user(), address.name(), address.port())
                    .verify(CONNECT)
                    .getClientSession();
            session.addPublicKeyIdentity(address.login());
            session.auth().verify(LOGIN);
            return new SshHost(address, client, session);
        } catch (IOException | RuntimeException e) {
            client.stop();
            throw new HostUnreachable(SshErrorText.of(address, check.seen, e), e);
        }
    }

    private static SshClient client(HostAddress address, PinnedKey check) {
        var client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
        client.setServerKeyVerifier(check::accepts);
        client.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(client.getSignatureFactories())));
        // A host has keys of several types: it must prove the one that is pinned, not the one that it likes best.
        var type = KeyUtils.getKeyType(address.hostKey());
        client.setSignatureFactories(client.getSignatureFactories().stream()
                .filter(factory -> type.equals(KeyUtils.getCanonicalKeyType(factory.getName())))
                .toList());
        return client;
    }

    /** Accepts one key, and keeps what the host showed instead. */
    private static final class PinnedKey {

        private final PublicKey pinned;
        private volatile PublicKey seen;

        private PinnedKey(PublicKey pinned) {
            this.pinned = pinned;
        }

        private boolean accepts(ClientSession session, SocketAddress address, PublicKey key) {
            seen = key;
            return KeyUtils.compareKeys(pinned, key);
        }
    }
}
