package dev.firebreak.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * The network address that a request comes from. {@code X-Forwarded-For} is believed only if the connection comes from
 * a trusted proxy ({@code firebreak.trusted-proxies}, empty by default), and only from its right end up to the first
 * address that is no trusted proxy: everything before, the caller may have written (guarantees.md H20).
 */
@Component
public class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int MAX_HOPS = 20;

    /** Only digits, colons and dots: a name would be looked up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]+)](:\\d+)?|([0-9.]+):\\d+");

    private final List<IpAddressMatcher> proxies;

    ClientAddress(ProxySettings settings) {
        this.proxies =
                settings.trustedProxies().stream().map(IpAddressMatcher::new).toList();
    }

    /** The address as text. */
    public String of(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        if (!isTrusted(address)) {
            return address;
        }
        var hops = hops(request);
        for (var hop : hops.subList(0, Math.min(hops.size(), MAX_HOPS))) {
            if (!ADDRESS.matcher(hop).matches()) {
                return address;
            }
            address = hop;
            if (!isTrusted(hop)) {
                return address;
            }
        }
        return address;
    }

    /** The address, without the half of an IPv6 address that a subscriber chooses. */
    public String subscriber(HttpServletRequest request) {
        var address = of(request);
        try {
            // Never a name, so nothing is looked up.
            return InetAddress.getByName(address) instanceof Inet6Address v6 ? firstHalf(v6) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String firstHalf(Inet6Address address) throws UnknownHostException {
        var bytes = address.getAddress();
        Arrays.fill(bytes, 8, 16, (byte) 0);
        return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    }

    private boolean isTrusted(String address) {
        return address != null && proxies.stream().anyMatch(proxy -> matches(proxy, address));
    }

    private static boolean matches(IpAddressMatcher proxy, String address) {
        try {
            return proxy.matches(address);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /** The addresses of all such headers, the nearest first. */
    private static List<String> hops(HttpServletRequest request) {
        var hops = Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(ClientAddress::withoutPort)
                .collect(Collectors.toList());
        Collections.reverse(hops);
        return hops;
    }

    private static String withoutPort(String hop) {
        var matcher = WITH_PORT.matcher(hop.strip());
        if (!matcher.matches()) {
            return hop.strip();
        }
        return matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
    }
}
