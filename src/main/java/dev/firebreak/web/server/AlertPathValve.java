package dev.firebreak.web.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Rewrites the addresses that senders call to one canonical address, so that all later filters see only that:
 *
 * <ul>
 *   <li>an address with a slash too many, as in {@code //api/alerts/alertmanager/}: a sender that is configured with one
 *       would drop its alerts on any 4xx (guarantees.md D18);
 *   <li>PagerDuty's {@code /v2/enqueue}, so that a tool with a PagerDuty output changes only the host;
 *   <li>{@code POST /api/incidents} with the token of a source: a machine that declares an incident is a sender, too.
 * </ul>
 */
@Component
class AlertPathValve extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String ALERTS = "/api/alerts";
    private static final Pattern WITH_SLASHES = Pattern.compile("/+api/+alerts(?:/+([a-z0-9-]+))?/*");
    private static final Pattern PAGERDUTY = Pattern.compile("/+v2/+enqueue/*");
    private static final Pattern INCIDENTS = Pattern.compile("/+api/+incidents/*");

    /** A bearer token of a source; that of a person begins with {@code fb_pat_} (guarantees.md H38). */
    private static final Pattern SOURCE_TOKEN = Pattern.compile("(?i:Bearer) +(?!fb_pat_).+");

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
        var address = path == null ? null : address(request, path);
        if (address != null) {
            request.getCoyoteRequest().requestURI().setString(address);
        }
        getNext().invoke(request, response);
    }

    /** Null if the path is none of these. */
    private static String address(Request request, String path) {
        var alerts = WITH_SLASHES.matcher(path);
        if (alerts.matches()) {
            return alerts.group(1) == null ? ALERTS : ALERTS + "/" + alerts.group(1);
        }
        if (PAGERDUTY.matcher(path).matches()) {
            return ALERTS + "/pagerduty";
        }
        return INCIDENTS.matcher(path).matches() && isDeclaredByMachine(request) ? ALERTS + "/declaration" : null;
    }

    private static boolean isDeclaredByMachine(Request request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return "POST".equals(request.getMethod())
                && header != null
                && SOURCE_TOKEN.matcher(header).matches();
    }
}
