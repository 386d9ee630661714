package dev.firebreak.probe.address;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.probe.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Connections of probes: each is new, so that a probe meets what a new user meets, and goes to the address that was
 * checked. At the deadline the connection is closed, whatever it waits for: a handshake, a dribble of bytes, or a peer
 * that reads nothing.
 */
@Component
public class ProbeSockets {

    private final AddressRules rules;
    private final SSLSocketFactory tls;
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, STEPS.daemons("probe-alarm"));

    @Autowired
    ProbeSockets(AddressRules rules) {
        this(rules, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    ProbeSockets(AddressRules rules, SSLSocketFactory tls) {
        this.rules = rules;
        this.tls = tls;
        alarms.setRemoveOnCancelPolicy(true);
    }

    /** A connection until it is closed or its deadline comes. */
    public final class Connection implements Closeable {

        private final Socket raw;
        private final Future<?> alarm;
        private final String host;

        private Connection(String host, Deadline deadline) {
            this.host = host;
            raw = new Socket();
            alarm = alarms.schedule(this::end, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        }

        /** The plain connection. */
        public Socket socket() {
            return raw;
        }

        /** The same connection by TLS. The certificate is checked against what the JVM trusts, and the name against it. */
        public SSLSocket secured() throws IOException {
            var secured = (SSLSocket) tls.createSocket(raw, host, raw.getPort(), true);
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        }

        /** Closes the plain socket: to close the other would wait for the peer. */
        private void end() {
            try {
                raw.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }

        @Override
        public void close() {
            alarm.cancel(false);
            end();
        }
    }

    /**
     * For drivers that open their connections themselves, by {@link CheckedAddress}: the name is not resolved again.
     * Throws {@link AddressRefused} for an address that no probe may connect to.
     */
    public InetAddress check(HostPort place) throws IOException {
        return rules.resolve(place.host(), place.port());
    }

    /** Throws {@link AddressRefused} for an address that no probe may connect to. */
    public Connection open(String host, int port, Deadline deadline) throws IOException {
        var address = rules.resolve(host, port);
        var connection = new Connection(host, deadline);
        try {
            connection.socket().connect(new InetSocketAddress(address, port), deadline.remainingMillis());
            connection.socket().setTcpNoDelay(true);
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
