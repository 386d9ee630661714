package dev.firebreak.comms.channel.slack;

import dev.firebreak.catalog.Contact;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The webhook address of one Slack channel. It is a secret and never shown: anyone who knows it can post there. It must
 * be https and resolve to public addresses only (guarantees.md H11). The addresses are checked right before every post,
 * and Java caches the DNS answer for the connection that follows. Plain http is allowed only to 127.0.0.1 or [::1], for
 * tests.
 */
final class SlackWebhook {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    private final URI address;

    private SlackWebhook(URI address) {
        this.address = address;
    }

    static SlackWebhook of(Contact to, String secret) {
        try {
            var address = URI.create(secret);
            if (isLoopback(address) || isSecure(address)) {
                return new SlackWebhook(address);
            }
        } catch (IllegalArgumentException unreadable) {
            // Reported below, without the value.
        }
        throw new SlackUnavailable("the value of contacts.%s.slack (%s) must be an https address such as %s"
                .formatted(to.id(), to.slack(), "https://hooks.slack.com/services/…"));
    }

    URI address() {
        return address;
    }

    void requirePublicAddress() {
        if (!isLoopback(address) && !Stream.of(resolved()).allMatch(SlackWebhook::isPublic)) {
            throw new SlackUnavailable("the webhook resolves to a private address, so it is not called");
        }
    }

    @Override
    public String toString() {
        return "webhook";
    }

    private InetAddress[] resolved() {
        try {
            return InetAddress.getAllByName(address.getHost());
        } catch (UnknownHostException unknown) {
            throw new SlackUnavailable("the webhook's host name does not resolve");
        }
    }

    private static boolean isLoopback(URI address) {
        return "http".equals(address.getScheme()) && address.getHost() != null && LOOPBACK.contains(address.getHost());
    }

    private static boolean isSecure(URI address) {
        return "https".equals(address.getScheme()) && address.getHost() != null && address.getRawUserInfo() == null;
    }

    private static boolean isPublic(InetAddress address) {
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isUniqueLocal(address));
    }

    /** The private networks of IPv6, fc00::/7. */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    }
}
