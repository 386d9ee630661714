package dev.firebreak.probe.redis;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.address.SocketsFixture;

/** Redis probes without an application. */
public final class RedisKindFixture {

    private RedisKindFixture() {}

    public static ProbeKind of(Catalog catalog, Secrets secrets) {
        return new RedisKind(catalog, secrets, SocketsFixture.plain());
    }
}
