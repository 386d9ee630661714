package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import java.util.regex.Pattern;

/**
 * The JDBC address of a target's server: one host and one database. Only TLS parameters are allowed, because parameters
 * in the URL override ours and can make the driver load classes.
 */
record DatabaseAddress(String url) {

    private static final Pattern URL = Pattern.compile(
            "jdbc:postgresql://[A-Za-z0-9._-]+(:\\d{1,5})?/[A-Za-z0-9_.-]+"
                    + "(\\?(sslmode|sslrootcert|sslcert|sslkey)=[A-Za-z0-9_./-]+(&(sslmode|sslrootcert|sslcert|sslkey)=[A-Za-z0-9_./-]+)*)?");

    DatabaseAddress {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "expected jdbc:postgresql://host:port/database, with no other parameters than"
                            + " sslmode, sslrootcert, sslcert, sslkey");
        }
    }

    /** Whether a database has a name that an address can hold. */
    static boolean isName(String database) {
        return database.matches("[A-Za-z0-9_.-]+");
    }

    /** The same server, another database. */
    DatabaseAddress to(String database) {
        var parameters = url.indexOf('?');
        var server = url.substring(0, url.lastIndexOf('/', parameters < 0 ? url.length() : parameters) + 1);
        return new DatabaseAddress(server + database + (parameters < 0 ? "" : url.substring(parameters)));
    }

    static DatabaseAddress of(Target target) {
        try {
            return new DatabaseAddress(target.setting("url"));
        } catch (IllegalArgumentException e) {
            throw new ServerUnreachable(
                    "Target " + target.name() + ": settings.url in the catalogue is invalid: " + e.getMessage(), e);
        }
    }
}
