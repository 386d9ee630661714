package dev.firebreak.access.login;

import dev.firebreak.web.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
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
        return new LoginOrigin(addresses.subscriber(request), device);
    }
}
