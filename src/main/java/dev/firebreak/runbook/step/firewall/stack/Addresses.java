package dev.firebreak.runbook.step.firewall.stack;

import dev.firebreak.catalog.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The addresses and networks from which people manage a target: {@code settings.management} of the catalogue, such as
 * {@code 192.0.2.7, 2001:db8:1::/64}. Names are not allowed: an isolated host resolves none.
 */
public final class Addresses {

    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f.:]{2,45})(?:/(\\d{1,3}))?");
    private static final int BYTE = 8;

    /**
     * One address or network.
     *
     * @param prefix how many of its first bits count
     */
    public record Network(InetAddress address, int prefix) {

        /** Whether the address lies in it. */
        public boolean contains(InetAddress other) {
            var mine = address.getAddress();
            var its = other.getAddress();
            if (mine.length != its.length) {
                return false;
            }
            for (var bit = 0; bit < prefix; bit++) {
                var mask = 0x80 >> bit % BYTE;
                if ((mine[bit / BYTE] & mask) != (its[bit / BYTE] & mask)) {
                    return false;
                }
            }
            return true;
        }

        boolean isIpv6() {
            return address.getAddress().length > 4;
        }

        @Override
        public String toString() {
            var whole = address.getAddress().length * BYTE;
            return address.getHostAddress() + (prefix == whole ? "" : "/" + prefix);
        }
    }

    private Addresses() {}

    /**
     * Those of the target; none if the catalogue names none.
     *
     * @throws IllegalArgumentException that names what is no address or network
     */
    public static List<Network> managementOf(Target target) {
        var named = new TreeSet<String>();
        Arrays.stream(target.settings().getOrDefault("management", "").split(","))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .forEach(named::add);
        return named.stream().map(text -> network(target, text)).toList();
    }

    private static Network network(Target target, String text) {
        var form = FORM.matcher(text);
        if (form.matches()) {
            try {
                // An address of this form is never looked up.
                var address = InetAddress.getByName(form.group(1).contains(":") ? form.group(1) : ipv4(form.group(1)));
                var most = address.getAddress().length * BYTE;
                var prefix = form.group(2) == null ? most : Integer.parseInt(form.group(2));
                if (prefix > 0 && prefix <= most) {
                    return new Network(address, prefix);
                }
            } catch (UnknownHostException e) {
                // said below
            }
        }
        throw new IllegalArgumentException("Target " + target.name() + ": settings.management in the catalogue holds \""
                + text + "\". Expected addresses or networks such as 192.0.2.7, 2001:db8:1::/64.");
    }

    /** Four numbers: Java reads "10.1" as 10.0.0.1. */
    private static String ipv4(String text) throws UnknownHostException {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            throw new UnknownHostException(text);
        }
        return text;
    }
}
