package dev.firebreak.runbook.step.check.network;

import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.step.check.AddressProbe;
import dev.firebreak.runbook.step.check.AddressReport;
import dev.firebreak.runbook.step.check.AddressReport.Reached;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.springframework.stereotype.Component;

/** {@link AddressProbe} over the network of this machine. Each stage has a limit. */
@Component
public class NetworkProbe implements AddressProbe {

    private static final Duration RESOLVE = Duration.ofSeconds(3);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final TimeLimit limit;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public NetworkProbe(TimeLimit limit) {
        this.limit = limit;
    }

    @Override
    public AddressReport look(URI address) throws InterruptedException {
        var began = System.nanoTime();
        InetAddress found;
        try {
            found = limit.within(RESOLVE, () -> InetAddress.getByName(address.getHost()));
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeLimit.Exceeded e) {
            return failed(address, Reached.NOTHING, "the name server did not answer in time", began);
        } catch (Exception e) {
            return failed(address, Reached.NOTHING, "the name " + address.getHost() + " is not known", began);
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(found, port(address)), (int) CONNECT.toMillis());
        } catch (NoRouteToHostException e) {
            return failed(address, Reached.NAME, reason(e), began);
        } catch (IOException | IllegalArgumentException e) {
            return failed(address, Reached.ROUTE, reason(e), began);
        }
        return "tcp".equals(address.getScheme())
                ? new AddressReport(address, Reached.ANSWER, null, 0, since(began), null)
                : answer(address, began);
    }

    private AddressReport answer(URI address, long began) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
            var answer = client.send(request, BodyHandlers.ofInputStream());
            answer.body().close();
            var ends = answer.sslSession().map(NetworkProbe::ends).orElse(null);
            return new AddressReport(address, Reached.ANSWER, null, answer.statusCode(), since(began), ends);
        } catch (SSLException e) {
            return failed(address, Reached.CONNECTION, reason(e), began);
        } catch (IOException | IllegalArgumentException e) {
            return failed(address, Reached.CERTIFICATE, reason(e), began);
        }
    }

    private static Instant ends(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? certificate.getNotAfter().toInstant()
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? HTTPS : HTTP;
    }

    private static AddressReport failed(URI address, Reached reached, String why, long began) {
        return new AddressReport(address, reached, why, 0, since(began), null);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
