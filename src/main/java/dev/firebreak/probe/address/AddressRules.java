package dev.firebreak.probe.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Addresses that no probe connects to, whatever name leads there: the metadata services of clouds, which give out
 * credentials to every program of the machine; link-local and multicast addresses; Firebreak's own port and its own
 * database. Private networks are allowed: what is probed is mostly there.
 */
@Component
public class AddressRules {

    /** Alibaba Cloud, Azure's wire server, Oracle Cloud, and AWS by IPv6; those of most clouds are link-local. */
    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");

    private static final Pattern DATABASE = Pattern.compile("jdbc:postgresql://([^/?]+)");
    private static final int POSTGRES = 5432;

    private final Environment environment;

    @Autowired
    AddressRules(Environment environment) {
        this.environment = environment;
    }

    /** Resolves the name once and checks every address; the connection goes to the one that is returned. */
    InetAddress resolve(String host, int port) throws AddressRefused, UnknownHostException {
        var all = InetAddress.getAllByName(host);
        for (var address : all) {
            var why = refusal(address, port);
            if (why.isPresent()) {
                throw new AddressRefused(host, why.get());
            }
        }
        return all[0];
    }

    /** Why no probe may connect there; empty if it may. */
    Optional<String> refusal(InetAddress address, int port) {
        var real = embedded(address);
        if (METADATA.contains(real.getHostAddress())) {
            return Optional.of("it is a metadata service of a cloud");
        }
        if (real.isLinkLocalAddress() || real.isMulticastAddress() || real.isAnyLocalAddress()) {
            return Optional.of("it is link-local, multicast or no address of a host");
        }
        if (isOwnPort(port) && isThisMachine(real)) {
            return Optional.of("it is Firebreak itself");
        }
        return isOwnDatabase(real, port) ? Optional.of("it is Firebreak's own database") : Optional.empty();
    }

    /** An IPv6 address that a gateway turns into an IPv4 address (RFC 6052, RFC 3056) is checked as that. */
    private static InetAddress embedded(InetAddress address) {
        var bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        var isNat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xFF) == 0xFF && (bytes[3] & 0xFF) == 0x9B;
        var is6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
        try {
            return isNat64
                    ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16))
                    : is6to4 ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 2, 6)) : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private boolean isOwnPort(int port) {
        return List.of("local.server.port", "server.port", "management.server.port").stream()
                .map(key -> environment.getProperty(key, Integer.class))
                .anyMatch(own -> own != null && own == port);
    }

    private static boolean isThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Of a failover URL, every server. */
    private boolean isOwnDatabase(InetAddress address, int port) {
        var url = DATABASE.matcher(environment.getProperty("spring.datasource.url", ""));
        return url.find() && Arrays.stream(url.group(1).split(",")).anyMatch(server -> isAt(server, address, port));
    }

    private static boolean isAt(String server, InetAddress address, int port) {
        var colon = server.lastIndexOf(':');
        var hasPort = colon > server.lastIndexOf(']');
        try {
            return port == (hasPort ? Integer.parseInt(server.substring(colon + 1)) : POSTGRES)
                    && Arrays.asList(InetAddress.getAllByName(hasPort ? server.substring(0, colon) : server))
                            .contains(address);
        } catch (UnknownHostException | NumberFormatException e) {
            return false;
        }
    }
}
