package dev.firebreak.database;

import java.util.Map;

/**
 * What a connection gets unless its URL or {@code spring.datasource.hikari.data-source-properties} says otherwise: limits so
 * that a database that hangs is noticed and a session that hangs is ended (guarantees.md "Engine settings"). PostgreSQL's driver lets the
 * URL's parameters win over these.
 */
final class DatabaseLimits {

    private static final Map<String, String> POSTGRESQL = Map.of(
            "connectTimeout", "3",
            "socketTimeout", "10",
            "tcpKeepAlive", "true",
            "reWriteBatchedInserts", "true",
            "ApplicationName", "firebreak",
            "options", "-c statement_timeout=8s -c idle_in_transaction_session_timeout=15s -c lock_timeout=4s");

    private DatabaseLimits() {}

    static Map<String, String> of(String url) {
        return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : Map.of();
    }
}
