package dev.firebreak.runbook.step.host.ssh;

import java.security.PublicKey;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;

/** Explains to the person on call why a host can't be asked. */
final class SshErrorText {

    private SshErrorText() {}

    /** @param seen the key that the host showed; null if it showed none */
    static String of(HostAddress address, PublicKey seen, Exception e) {
        var host = address.target() + " (" + address.name() + ":" + address.port() + ")";
        if (seen != null && !KeyUtils.compareKeys(address.hostKey(), seen)) {
            return host + " shows another host key than the catalogue names, so nothing was sent to it: it shows "
                    + KeyUtils.getFingerPrint(seen) + ", settings.hostKey is "
                    + KeyUtils.getFingerPrint(address.hostKey())
                    + ". Is it another machine? If the host was installed again, read its key at its console and"
                    + " correct settings.hostKey; otherwise tell the security team.";
        }
        if (seen != null) {
            return host + " refuses the login of " + address.user() + said(e)
                    + ". Is the public key of settings.privateKey in ~/.ssh/authorized_keys of this user?";
        }
        if (said(e).contains("Unable to negotiate")) {
            return host + " has no host key of the type of settings.hostKey (" + KeyUtils.getKeyType(address.hostKey())
                    + ")" + said(e) + ". Correct settings.hostKey.";
        }
        return host + " can't be reached" + said(e) + ". Is it running, and is settings.url of the target right?";
    }

    /** Why a connection that was open has no answer. */
    static String lost(HostAddress address, Exception e) {
        return address.target() + " (" + address.name() + ":" + address.port() + "): the connection broke" + said(e)
                + ". Look at the host before you try again.";
    }

    private static String said(Exception e) {
        var message = e instanceof SshException && e.getCause() != null && e.getMessage() == null
                ? e.getCause().getMessage()
                : e.getMessage();
        return " ("
                + (message == null
                        ? e.getClass().getSimpleName()
                        : message.lines().findFirst().orElse("no reason")) + ")";
    }
}
