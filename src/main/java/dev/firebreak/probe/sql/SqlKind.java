package dev.firebreak.probe.sql;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.address.HostPort;
import dev.firebreak.probe.address.ProbeSockets;
import dev.firebreak.text.yaml.YamlFields;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * {@code kind: sql}: one fixed query on a database of the catalogue, in a transaction that only reads and is rolled
 * back. Of the result only the first value counts; the drivers read no more than 64 KiB of it.
 */
@Component
class SqlKind implements ProbeKind {

    /** Only TLS parameters are allowed in the address: others override ours and can make a driver load classes. */
    private static final Pattern URL = Pattern.compile("jdbc:(postgresql|mariadb)://([A-Za-z0-9._-]+)(?::(\\d{1,5}))?/"
            + "[A-Za-z0-9_.-]*(?:\\?(?:sslmode|sslrootcert|sslcert|sslkey|sslMode|serverSslCert)=[A-Za-z0-9_./-]+"
            + "(?:&(?:sslmode|sslrootcert|sslcert|sslkey|sslMode|serverSslCert)=[A-Za-z0-9_./-]+)*)?");

    private static final Pattern READS = Pattern.compile("(?is)\\s*(?:select|show|with|table|values)\\b[^;]*;?\\s*");
    private static final int POSTGRES_PORT = 5432;
    private static final int MARIADB_PORT = 3306;
    private static final int SHOWN = 100;

    private final CurrentCatalog catalog;
    private final Secrets secrets;
    private final ProbeSockets sockets;

    /** @param least and {@code most}: null if the value need not be a number */
    private record Query(String target, String sql, BigDecimal least, BigDecimal most, String equal) {}

    SqlKind(CurrentCatalog catalog, Secrets secrets, ProbeSockets sockets) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.sockets = sockets;
    }

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public List<String> fields() {
        return List.of("target", "query", "min", "max", "equals");
    }

    @Override
    public String symptom() {
        return "service-unreachable";
    }

    @Override
    public Declared read(YamlFields fields) {
        var query = new Query(
                fields.text("target"),
                fields.required("query")
                        .flatMap(node ->
                                node.as("one query that reads, such as select count(*) from job", SqlKind::reads))
                        .orElse(null),
                number(fields, "min"),
                number(fields, "max"),
                fields.textOr("equals", null));
        return new Declared("SQL on " + query.target(), query.target(), deadline -> look(query, deadline));
    }

    private static String reads(String sql) {
        if (!READS.matcher(sql).matches()) {
            throw new IllegalArgumentException(sql);
        }
        return sql;
    }

    private static BigDecimal number(YamlFields fields, String name) {
        return fields.optional(name)
                .flatMap(node -> node.as("a number", BigDecimal::new))
                .orElse(null);
    }

    private CheckResult look(Query query, Deadline deadline) {
        var target = catalog.current().target(query.target()).orElse(null);
        if (target == null) {
            return CheckResult.failed("the catalogue has no target " + query.target());
        }
        try (var connection = connect(target, deadline)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return seen(query, connection, deadline);
        } catch (SQLException e) {
            return CheckResult.failed(query.target() + " " + words(e, deadline));
        } catch (IOException | RuntimeException e) {
            return CheckResult.failed(query.target() + ": " + e.getMessage());
        }
    }

    private static CheckResult seen(Query query, Connection connection, Deadline deadline) throws SQLException {
        var began = System.nanoTime();
        try (var statement = connection.createStatement()) {
            statement.setMaxRows(1);
            statement.setQueryTimeout((int) Math.max(1, deadline.remaining().toSeconds()));
            try (var rows = statement.executeQuery(query.sql())) {
                var value = rows.next() ? rows.getString(1) : null;
                return judged(query, value, (System.nanoTime() - began) / 1_000_000);
            }
        } finally {
            connection.rollback();
        }
    }

    private static CheckResult judged(Query query, String value, long millis) {
        var shown = value == null
                ? "nothing"
                : "\"" + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value) + "\"";
        var said = query.target() + " answers " + shown + " in " + millis + " ms";
        if (query.equal() != null && !query.equal().equals(value)) {
            return CheckResult.failed(said + ", and \"" + query.equal() + "\" is wanted");
        }
        if (query.least() == null && query.most() == null) {
            return value == null ? CheckResult.failed(said) : CheckResult.passed(said);
        }
        try {
            var number = new BigDecimal(String.valueOf(value));
            var isLow = query.least() != null && number.compareTo(query.least()) < 0;
            var isHigh = query.most() != null && number.compareTo(query.most()) > 0;
            return isLow || isHigh
                    ? CheckResult.failed(said + ", and "
                            + (isLow ? query.least() + " or more" : query.most() + " or less") + " is wanted")
                    : CheckResult.passed(said);
        } catch (NumberFormatException e) {
            return CheckResult.failed(said + ", and a number is wanted");
        }
    }

    private Connection connect(Target target, Deadline deadline) throws SQLException, IOException {
        var url = URL.matcher(target.setting("url"));
        if (!url.matches()) {
            throw new IllegalStateException("settings.url in the catalogue is no address of PostgreSQL or MariaDB");
        }
        var isPostgres = url.group(1).equals("postgresql");
        var port = url.group(3) == null ? isPostgres ? POSTGRES_PORT : MARIADB_PORT : Integer.parseInt(url.group(3));
        var address = sockets.check(new HostPort(url.group(2), port)).getHostAddress();
        var properties = isPostgres ? postgres(deadline) : mariadb(deadline);
        properties.setProperty("socketFactory", CheckedAddress.class.getName());
        if (isPostgres) {
            properties.setProperty("socketFactoryArg", address);
        }
        properties.setProperty("user", target.setting("user"));
        properties.setProperty("password", secrets.reveal(target.setting("password")));
        return CheckedAddress.connect(address, target.setting("url"), properties);
    }

    private static Properties postgres(Deadline deadline) {
        var seconds = String.valueOf(Math.max(1, deadline.remaining().toSeconds()));
        var properties = new Properties();
        properties.setProperty("ApplicationName", "firebreak-probe");
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("maxResultBuffer", "65536");
        properties.setProperty(
                "options",
                "-c default_transaction_read_only=on -c lock_timeout=" + deadline.remainingMillis()
                        + " -c statement_timeout=" + deadline.remainingMillis());
        return properties;
    }

    private static Properties mariadb(Deadline deadline) {
        var millis = String.valueOf(deadline.remainingMillis());
        var properties = new Properties();
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("permitRedirect", "false");
        properties.setProperty("maxAllowedPacket", "65536");
        properties.setProperty("connectionAttributes", "program_name:firebreak-probe");
        return properties;
    }

    private static String words(SQLException e, Deadline deadline) {
        if (deadline.isOver() || "57014".equals(e.getSQLState())) {
            return "did not end within " + deadline.limit().toMillis() + " ms";
        }
        var said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return "answers with an error: " + said.lines().findFirst().orElse("nothing");
    }
}
