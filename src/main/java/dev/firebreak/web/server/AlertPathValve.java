package dev.firebreak.web.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Takes the address of alerts with a slash too many, as in {@code //api/alerts/alertmanager/}: a sender that is
 * configured with one would drop its alerts on any 4xx (guarantees.md D18). Everything after this valve sees the plain
 * address only.
 */
@Component
class AlertPathValve extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Pattern WITH_SLASHES = Pattern.compile("/+api/+alerts/+([a-z0-9-]+)/*");

    AlertPathValve() {
        super(true);
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(this);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var path = request.getRequestURI();
        var alerts = path == null ? null : WITH_SLASHES.matcher(path);
        if (alerts != null && alerts.matches()) {
            request.getCoyoteRequest().requestURI().setString("/api/alerts/" + alerts.group(1));
        }
        getNext().invoke(request, response);
    }
}
