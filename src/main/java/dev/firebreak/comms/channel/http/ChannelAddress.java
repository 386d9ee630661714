package dev.firebreak.comms.channel.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses of the configuration a channel may call (guarantees.md H11): https, or http on this machine; never a
 * metadata service of a cloud. The name is resolved right before every call, and Java caches the DNS answer for the
 * connection that follows. Private networks are allowed for ntfy, phone and signed webhooks: a
 * gateway of one's own is mostly there. Slack's webhooks, which are not, have the stricter rule of {@code SlackWebhook}.
 */
public final class ChannelAddress {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");

    private ChannelAddress() {}

    /** @throws IllegalArgumentException that names the key if the address is none that a channel may call */
    public static void validate(URI url, String key) {
        if (url == null || url.getHost() == null || url.getRawUserInfo() != null || !isSafe(url)) {
            throw new IllegalArgumentException(
                    key + " must be an https address without a user, or http on this machine");
        }
    }

    static void requireAllowed(URI url) {
        try {
            if (Stream.of(InetAddress.getAllByName(url.getHost())).anyMatch(ChannelAddress::isForbidden)) {
                throw new ChannelUnavailable(
                        "the address is link-local, multicast or a metadata service, so it is not called");
            }
        } catch (UnknownHostException unknown) {
            throw new ChannelUnavailable("the host name does not resolve");
        }
    }

    private static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || METADATA.contains(address.getHostAddress());
    }

    private static boolean isSafe(URI url) {
        return "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
    }
}
