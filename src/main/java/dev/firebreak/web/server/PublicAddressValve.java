package dev.firebreak.web.server;

import dev.firebreak.web.PublicAddress;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Makes every request look as if it came to {@code firebreak.base-url}: cookies are {@code Secure} if that is https, and
 * absolute links of the engine's REST API lead there, whatever {@code Host} a proxy or a caller sends. Redirects are
 * relative, so that another way in, such as a tunnel, works as well. A local address changes no names.
 */
@Component
class PublicAddressValve extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final PublicAddress address;

    PublicAddressValve(PublicAddress address) {
        super(true);
        this.address = address;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(this);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (address.isSecure()) {
            request.setSecure(true);
            request.getCoyoteRequest().scheme().setString("https");
        }
        if (!address.isLocal()) {
            request.getCoyoteRequest().serverName().setString(address.host());
            request.setServerPort(address.port());
        }
        getNext().invoke(request, response);
    }
}
