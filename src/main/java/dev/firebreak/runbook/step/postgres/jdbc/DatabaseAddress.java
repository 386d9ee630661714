package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.catalog.Target;
import java.util.regex.Pattern;

/**
 * Where a target's server is: one host, one database. The driver lets a URL's parameters win over ours and can load
 * classes named in them, so that only those of TLS are taken.
 */
record DatabaseAddress(String url) {

    private static final Pattern URL = Pattern.compile(
            "jdbc:postgresql://[A-Za-z0-9._-]+(:\\d{1,5})?/[A-Za-z0-9_.-]+"
                    + "(\\?(sslmode|sslrootcert|sslcert|sslkey)=[A-Za-z0-9_./-]+(&(sslmode|sslrootcert|sslcert|sslkey)=[A-Za-z0-9_./-]+)*)?");

    DatabaseAddress {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException("expected jdbc:postgresql://host:port/database, at most with sslmode,"
                    + " sslrootcert, sslcert, sslkey as parameters");
        }
    }

    static DatabaseAddress of(Target target) {
        try {
            return new DatabaseAddress(target.setting("url"));
        } catch (IllegalArgumentException e) {
            throw new DatabaseUnreachable(
                    "Target " + target.name() + ": settings.url in the catalogue does not fit: " + e.getMessage(), e);
        }
    }
}
