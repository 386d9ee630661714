package dev.firebreak.database;

import java.util.Map;

/**
 * Default connection properties: time-outs that detect a hanging database and end a hanging session (guarantees.md
 * "Engine settings"), and commits that wait for the disk, and for a synchronous standby if there is one (guarantees.md
 * B2). Parameters of the JDBC URL and {@code spring.datasource.hikari.data-source-properties} take
 * precedence.
 */
final class DatabaseLimits {

    private static final Map<String, String> POSTGRESQL = Map.of(
            "connectTimeout", "3",
            "socketTimeout", "10",
            "tcpKeepAlive", "true",
            "reWriteBatchedInserts", "true",
            "ApplicationName", "firebreak",
            "options",
                    "-c statement_timeout=8s -c idle_in_transaction_session_timeout=15s -c lock_timeout=4s"
                            + " -c synchronous_commit=on");

    private DatabaseLimits() {}

    static Map<String, String> of(String url) {
        return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : Map.of();
    }
}
