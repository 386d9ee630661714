package dev.firebreak.alert;

import dev.firebreak.access.AlertSource;
import dev.firebreak.web.PublicAddress;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** A {@link AlertIngestFixture} behind a real Tomcat on a free port; the header {@code X-Source} names the sender. */
public class AlertHttpFixture implements AutoCloseable {

    /** As {@code X-Source}: the request names its sender in no header. */
    public static final String NONE = "-";

    public static final String PATH = "/api/alerts/alertmanager";

    public final AlertIngestFixture ingest;
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** The module's controllers, found as in {@link AlertIngestFixture}. */
    @EnableWebMvc
    @ComponentScan(
            basePackageClasses = IntakeSettings.class,
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(RestController.class))
    static class Controllers {

        @Bean
        PublicAddress address() {
            return new PublicAddress(URI.create("http://localhost:8080"));
        }
    }

    public AlertHttpFixture(AlertIngestFixture ingest) {
        this.ingest = ingest;
        var web = new AnnotationConfigWebApplicationContext();
        web.setParent(ingest.context);
        web.register(Controllers.class);
        var factory = new TomcatServletWebServerFactory(0);
        // As application.yaml has it.
        factory.addConnectorCustomizers(connector -> connector.setProperty("connectionTimeout", "5000"));
        server = factory.getWebServer(context -> {
            web.setServletContext(context);
            var servlet = context.addServlet("dispatcher", new DispatcherServlet(web));
            servlet.addMapping("/");
            servlet.setAsyncSupported(true);
            servlet.setLoadOnStartup(1);
            var filter = context.addFilter("access", access());
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(null, false, "/*");
        });
        server.start();
    }

    /** Plays the access module: puts the source on the request before its body is read; a token names its source. */
    private static Filter access() {
        return (request, response, chain) -> {
            var named = ((HttpServletRequest) request).getHeader("X-Source");
            var token = ((HttpServletRequest) request).getHeader("Authorization");
            var source = named != null || token == null ? named : token.replace("Bearer ", "");
            if (source != null && !source.equals(NONE)) {
                request.setAttribute(AlertSource.class.getName(), new AlertSource(source, "high"));
            }
            chain.doFilter(request, response);
        };
    }

    public int port() {
        return server.getPort();
    }

    public HttpResponse<String> post(PayloadFixture payload) {
        return post(payload.toBytes(), Map.of());
    }

    public HttpResponse<String> post(byte[] body, Map<String, String> headers) {
        return post(PATH, body, headers);
    }

    public HttpResponse<String> post(String path, byte[] body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("X-Source", headers.getOrDefault("X-Source", "default"))
                .header("Content-Type", headers.getOrDefault("Content-Type", "application/json"))
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!name.equals("X-Source") && !name.equals("Content-Type")) {
                request.header(name, value);
            }
        });
        return send(request.build());
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A socket on which the head of a payload of that length has been sent. */
    public Socket announce(long length) throws IOException {
        var socket = new Socket("127.0.0.1", port());
        socket.getOutputStream().write(head(length));
        return socket;
    }

    static byte[] head(long length) {
        return ("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nX-Source: default\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        server.stop();
        ingest.close();
    }
}
