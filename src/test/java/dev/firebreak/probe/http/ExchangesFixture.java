package dev.firebreak.probe.http;

import dev.firebreak.probe.address.ProbeSockets;

/** HTTP exchanges without an application. */
public final class ExchangesFixture {

    private ExchangesFixture() {}

    public static HttpExchanges over(ProbeSockets sockets) {
        return new HttpExchanges(sockets);
    }
}
