package dev.firebreak.probe.address;

import javax.net.ssl.SSLSocketFactory;
import org.springframework.mock.env.MockEnvironment;

/** The connections of probes, without an application. */
public final class SocketsFixture {

    private SocketsFixture() {}

    public static ProbeSockets plain() {
        return new ProbeSockets(new AddressRules(new MockEnvironment()));
    }

    /** @param tls decides which certificates are trusted */
    public static ProbeSockets trusting(SSLSocketFactory tls) {
        return new ProbeSockets(new AddressRules(new MockEnvironment()), tls);
    }
}
