package dev.firebreak.probe.sql;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.address.SocketsFixture;

/** SQL probes without an application. */
public final class SqlKindFixture {

    private SqlKindFixture() {}

    public static ProbeKind of(Catalog catalog, Secrets secrets) {
        return new SqlKind(catalog, secrets, SocketsFixture.plain());
    }

    /** @param name that only the check can resolve */
    static ProbeKind knowing(String name, Catalog catalog, Secrets secrets) {
        return new SqlKind(catalog, secrets, SocketsFixture.knowing(name));
    }
}
