package dev.firebreak.engine.start;

import dev.firebreak.engine.StartupRefused;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.h2.api.ErrorCode;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Refuses configurations that would lose alerts or be insecure, before anything opens. */
class StartupChecks implements ApplicationListener<ApplicationPreparedEvent> {

    /** Settings of frameworks that move our pages or the engine's, with the only value that works. */
    private static final Map<String, String> FIXED_PATHS = Map.of(
            "server.servlet.context-path", "",
            "spring.mvc.servlet.path", "",
            "spring.jersey.application-path", "/engine-rest",
            "camunda.bpm.webapp.application-path", "/camunda");

    private static final String UNCHECKED_NAMES = "jdk.internal.httpclient.disableHostnameVerification";

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        var environment = event.getApplicationContext().getEnvironment();
        refuseBuiltInAccounts(environment);
        refuseOtherPaths(environment);
        refuseBelievedHosts(environment);
        refuseBlindTrust(environment);
        refuseH2WithWriteDelay(environment.getProperty("spring.datasource.url", ""));
        refuseSharedH2(environment.getProperty("spring.datasource.url", ""));
        openH2(environment);
    }

    /**
     * The engine would create this account with a password from the configuration, often {@code demo} (guarantees.md
     * H8).
     */
    private static void refuseBuiltInAccounts(Environment environment) {
        if (Binder.get(environment)
                .bind("camunda.bpm.admin-user", Bindable.mapOf(String.class, String.class))
                .isBound()) {
            throw new StartupRefused(
                    "camunda.bpm.admin-user is set, but Firebreak has no built-in accounts: remove it; the first start creates the administrator (FIREBREAK_ADMIN_PASSWORD sets the password).");
        }
    }

    /** The security rules, the pages' links and the webapps' scripts name the paths. */
    static void refuseOtherPaths(Environment environment) {
        for (var path : FIXED_PATHS.entrySet()) {
            var value = environment.getProperty(path.getKey(), path.getValue());
            if (!value.isEmpty() && !value.replaceAll("/+$", "").equals(path.getValue())) {
                throw new StartupRefused(
                        "%s is %s, but Firebreak's paths are fixed: remove it, and give Firebreak a host name of its own instead of a path."
                                .formatted(path.getKey(), SingleLine.of(value)));
            }
        }
    }

    /** Anyone could then choose the host in links and the address that the login throttle sees. */
    static void refuseBelievedHosts(Environment environment) {
        var strategy = environment.getProperty("server.forward-headers-strategy", "none");
        if (!strategy.equalsIgnoreCase("none")) {
            throw new StartupRefused(
                    "server.forward-headers-strategy is set, but Firebreak believes no forwarded host: remove it, set firebreak.base-url to the address that people use, and firebreak.trusted-proxies to the proxy's address.");
        }
    }

    /** A page or a message must not go to whoever answers at the server's address (guarantees.md G7). */
    static void refuseBlindTrust(Environment environment) {
        var mail = Binder.get(environment)
                .bind("spring.mail.properties", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        mail.forEach((key, value) -> {
            if (key.matches("mail\\.smtps?\\.ssl\\.trust") && !value.isBlank()) {
                throw new StartupRefused(
                        "spring.mail.properties.%s trusts a mail server without its certificate: remove it, and add the server's CA to the trust store (-Djavax.net.ssl.trustStore=…)."
                                .formatted(key));
            }
            if (key.matches("mail\\.smtps?\\.ssl\\.checkserveridentity") && !value.equalsIgnoreCase("true")) {
                throw new StartupRefused(
                        "spring.mail.properties.%s lets any server with a certificate pose as the mail server: remove it."
                                .formatted(key));
            }
        });
        var unchecked = environment.getProperty(UNCHECKED_NAMES);
        if (unchecked != null && !unchecked.equalsIgnoreCase("false")) {
            throw new StartupRefused(
                    "-D" + UNCHECKED_NAMES + " lets any server with a certificate pose as another: remove it.");
        }
    }

    /** By default, H2 answers a commit before it is on disk: a kill lost 73 to 191 commits (A20). */
    private static void refuseH2WithWriteDelay(String url) {
        if (isH2File(url) && !url.toUpperCase(Locale.ROOT).replace(" ", "").matches(".*;WRITE_DELAY=0(;.*)?")) {
            throw new StartupRefused(
                    "spring.datasource.url names an H2 file without WRITE_DELAY=0, which loses acknowledged alerts in a crash: add ;WRITE_DELAY=0 to the URL.");
        }
    }

    /** H2 supports one node only (guarantees.md "Nodes"). */
    private static void refuseSharedH2(String url) {
        if (url.startsWith("jdbc:h2:")
                && url.toUpperCase(Locale.ROOT).replace(" ", "").contains(";AUTO_SERVER=TRUE")) {
            throw new StartupRefused(
                    "spring.datasource.url opens an H2 file for several processes: remove AUTO_SERVER from the URL, or use PostgreSQL for more than one node.");
        }
    }

    private static void openH2(Environment environment) {
        var url = environment.getProperty("spring.datasource.url", "");
        if (!isH2File(url)) {
            return;
        }
        var user = environment.getProperty("spring.datasource.username", "sa");
        var password = environment.getProperty("spring.datasource.password", "");
        try (var connection = DriverManager.getConnection(url, user, password)) {
            SchemaLevel.refuseNewer(connection);
            H2SchemaRepair.repairAndMark(connection);
        } catch (SQLException e) {
            throw new StartupRefused(why(e, url), e);
        }
    }

    private static String why(SQLException e, String url) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? "the database of spring.datasource.url (%s) is open in another process: stop that process, or give this one its own FIREBREAK_DATA_DIR."
                        .formatted(url.split(";", 2)[0])
                : "the database of spring.datasource.url (%s) can't be opened: %s"
                        .formatted(url.split(";", 2)[0], SingleLine.of(e.getMessage()));
    }

    /** Every H2 URL that is neither in-memory nor a TCP or TLS server is a file. */
    static boolean isH2File(String url) {
        return url.startsWith("jdbc:h2:") && !url.matches("jdbc:h2:(mem|tcp|ssl):.*");
    }
}
