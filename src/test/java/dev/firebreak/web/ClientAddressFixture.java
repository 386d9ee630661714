package dev.firebreak.web;

import java.util.List;

/** The addresses of clients where no proxy is trusted. */
public final class ClientAddressFixture {

    private ClientAddressFixture() {}

    public static ClientAddress withoutProxy() {
        return new ClientAddress(new ProxySettings(List.of()));
    }
}
