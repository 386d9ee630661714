package dev.firebreak.probe.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.mock.env.MockEnvironment;

/** The connections of probes, without an application. */
public final class SocketsFixture {

    private SocketsFixture() {}

    public static ProbeSockets plain() {
        return new ProbeSockets(new AddressRules(new MockEnvironment()));
    }

    /** As if a name server knew this name, and no other program could ask it. */
    public static ProbeSockets knowing(String name) {
        return new ProbeSockets(new AddressRules(new MockEnvironment()) {
            @Override
            InetAddress resolve(String host, int port) throws AddressRefused, UnknownHostException {
                return host.equals(name) ? InetAddress.getLoopbackAddress() : super.resolve(host, port);
            }
        });
    }

    /** @param tls decides which certificates are trusted */
    public static ProbeSockets trusting(SSLSocketFactory tls) {
        return new ProbeSockets(new AddressRules(new MockEnvironment()), tls);
    }
}
