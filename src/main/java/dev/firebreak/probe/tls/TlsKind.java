package dev.firebreak.probe.tls;

import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.address.Failures;
import dev.firebreak.probe.address.HostPort;
import dev.firebreak.probe.address.ProbeSockets;
import dev.firebreak.text.TimeText;
import dev.firebreak.text.yaml.YamlFields;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code kind: tls}: whether the certificate of a port is valid, for this host name, signed by an authority that the JVM
 * trusts, and for how long. Of a chain, the certificate that ends first counts.
 */
@Component
class TlsKind implements ProbeKind {

    private static final int DAYS = 14;
    private static final int MOST_DAYS = 3_650;

    private final ProbeSockets sockets;
    private final Clock clock;

    TlsKind(ProbeSockets sockets, Clock clock) {
        this.sockets = sockets;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public List<String> fields() {
        return List.of("address", "daysLeft");
    }

    @Override
    public String symptom() {
        return "certificate-expiring";
    }

    @Override
    public Declared read(YamlFields fields) {
        var address = fields.required("address").flatMap(HostPort::read).orElse(null);
        var days = fields.optional("daysLeft")
                .flatMap(node -> node.as("a number of days from 1 to " + MOST_DAYS, TlsKind::days))
                .orElse(DAYS);
        return new Declared("TLS " + address, deadline -> look(address, Duration.ofDays(days), deadline));
    }

    private static int days(String text) {
        var days = Integer.parseInt(text);
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException(text);
        }
        return days;
    }

    private CheckResult look(HostPort address, Duration least, Deadline deadline) {
        try (var connection = sockets.open(address.host(), address.port(), deadline)) {
            var ends = firstEnd(connection.secured().getSession().getPeerCertificates());
            var left = Duration.between(clock.instant(), ends);
            var words = address + " shows a certificate that ends in " + left.toDays() + " days (" + TimeText.of(ends)
                    + ")";
            return left.compareTo(least) < 0
                    ? CheckResult.failed(words + ", and " + least.toDays() + " days are wanted: renew it")
                    : CheckResult.passed(words);
        } catch (IOException e) {
            return CheckResult.failed(address + " " + Failures.words(e, deadline));
        }
    }

    private static Instant firstEnd(Certificate[] chain) {
        return Arrays.stream(chain)
                .filter(X509Certificate.class::isInstance)
                .map(one -> ((X509Certificate) one).getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
