package dev.firebreak.runbook.step.host.ssh;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Where a host is and how to log in, from the settings of its target.
 *
 * @param hostKey the only key by which the host is known
 */
record HostAddress(String target, String name, int port, String user, PublicKey hostKey, KeyPair login) {

    private static final Pattern ADDRESS =
            Pattern.compile("ssh://([a-z_][a-z0-9_-]{0,31})@([A-Za-z0-9._-]+):(\\d{1,5})");

    static HostAddress of(Target target, Secrets secrets) {
        var address = ADDRESS.matcher(target.setting("url"));
        if (!address.matches()) {
            throw wrong(target, "url", "expected ssh://user@host:port", null);
        }
        return new HostAddress(
                target.name(),
                address.group(2),
                Integer.parseInt(address.group(3)),
                address.group(1),
                hostKey(target),
                login(target, secrets));
    }

    private static PublicKey hostKey(Target target) {
        try {
            return PublicKeyEntry.parsePublicKeyEntry(target.setting("hostKey"))
                    .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw wrong(
                    target,
                    "hostKey",
                    "expected a line such as ssh-ed25519 AAAA…, as the host has it in"
                            + " /etc/ssh/ssh_host_ed25519_key.pub",
                    e);
        }
    }

    private static KeyPair login(Target target, Secrets secrets) {
        var text = secrets.reveal(target.setting("privateKey")) + "\n";
        try (var key = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            var pairs = SecurityUtils.loadKeyPairIdentities(null, null, key, null);
            var first = pairs == null ? null : pairs.iterator();
            if (first != null && first.hasNext()) {
                return first.next();
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // The cause could hold a part of the key.
            throw wrong(target, "privateKey", "the secret is no private key that can be read", null);
        }
        throw wrong(target, "privateKey", "the secret holds no private key without a passphrase", null);
    }

    private static HostUnreachable wrong(Target target, String setting, String expected, Exception cause) {
        return new HostUnreachable(
                "Target " + target.name() + ": settings." + setting + " in the catalogue is invalid: " + expected + ".",
                cause);
    }
}
