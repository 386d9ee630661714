package dev.firebreak.comms.channel.slack;

import dev.firebreak.catalog.Contact;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where Slack takes messages for one channel; whoever knows it can post there, so it is never shown. Https only, to
 * addresses of the open internet only (guarantees.md H11): they are looked at right before every post, and Java keeps the
 * answer of the name server for the connection that follows. Plain http is for a Slack that is played on this machine,
 * written as 127.0.0.1 or [::1].
 */
final class SlackWebhook {

    private static final Set<String> PLAYED = Set.of("127.0.0.1", "[::1]");

    private final URI address;

    private SlackWebhook(URI address) {
        this.address = address;
    }

    static SlackWebhook of(Contact to, String secret) {
        try {
            var address = URI.create(secret);
            if (isPlayed(address) || isSecure(address)) {
                return new SlackWebhook(address);
            }
        } catch (IllegalArgumentException unreadable) {
            // Said below, without the value.
        }
        throw new SlackUnavailable("the value of contacts.%s.slack (%s) must be an https address such as %s"
                .formatted(to.id(), to.slack(), "https://hooks.slack.com/services/…"));
    }

    URI address() {
        return address;
    }

    void demandOpenInternet() {
        if (!isPlayed(address) && !Stream.of(resolved()).allMatch(SlackWebhook::isOpen)) {
            throw new SlackUnavailable("the webhook leads to an address of a private network: not called");
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
            throw new SlackUnavailable("the webhook's host is not known to the name server");
        }
    }

    private static boolean isPlayed(URI address) {
        return "http".equals(address.getScheme()) && address.getHost() != null && PLAYED.contains(address.getHost());
    }

    private static boolean isSecure(URI address) {
        return "https".equals(address.getScheme()) && address.getHost() != null && address.getRawUserInfo() == null;
    }

    private static boolean isOpen(InetAddress address) {
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
