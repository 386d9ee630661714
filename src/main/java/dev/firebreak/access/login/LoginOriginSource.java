package dev.firebreak.access.login;

import dev.firebreak.web.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.springframework.security.authentication.AuthenticationDetailsSource;
import org.springframework.stereotype.Component;

/** Reads the {@link LoginOrigin} of a request. */
@Component
public class LoginOriginSource implements AuthenticationDetailsSource<HttpServletRequest, Object> {

    private final ClientAddress addresses;

    LoginOriginSource(ClientAddress addresses) {
        this.addresses = addresses;
    }

    @Override
    public Object buildDetails(HttpServletRequest request) {
        var device = request.getRequestURI().equals(DeviceCookie.PATH) ? DeviceCookie.readOrCreate(request) : null;
        return new LoginOrigin(subscriber(addresses.of(request)), device);
    }

    /** The address, without the half of an IPv6 address that a subscriber chooses. */
    private static String subscriber(String address) {
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
}
