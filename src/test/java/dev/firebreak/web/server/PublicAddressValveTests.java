package dev.firebreak.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.web.PublicAddress;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** The valve in a web server of its own, without Spring's context. */
class PublicAddressValveTests {

    private WebServer server;

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @Tag("H20")
    void behindAProxyWithTlsCookiesAreSecureAndLinksLeadToTheBaseUrl() throws Exception {
        var answer = answer("https://incidents.example:8443");

        assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("JSESSIONID", "; Secure");
        assertThat(answer.body()).isEqualTo("https://incidents.example:8443/x");
    }

    @Test
    void theLocalAddressChangesNothing() throws Exception {
        var answer = answer("http://localhost:8080");

        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .contains("JSESSIONID")
                .doesNotContain("Secure");
        assertThat(answer.body()).isEqualTo("http://127.0.0.1:" + server.getPort() + "/x");
    }

    private HttpResponse<String> answer(String baseUrl) throws Exception {
        var tomcat = new TomcatServletWebServerFactory(0);
        new PublicAddressValve(new PublicAddress(URI.create(baseUrl))).customize(tomcat);
        server = tomcat.getWebServer(
                context -> context.addServlet("echo", new Echo()).addMapping("/"));
        server.start();
        var address = URI.create("http://127.0.0.1:" + server.getPort() + "/x");
        var request = HttpRequest.newBuilder(address).header("X-Forwarded-Host", "evil.example");
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static final class Echo extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getSession(true);
            response.getWriter().print(request.getRequestURL());
        }
    }
}
