package dev.firebreak.engine.start;

import dev.firebreak.engine.StartupRefused;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.h2.api.ErrorCode;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Refuses, before anything is opened, what would lose alerts or open a door. */
class StartupChecks implements ApplicationListener<ApplicationPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        var environment = event.getApplicationContext().getEnvironment();
        refuseBuiltInAccounts(environment);
        refuseForgetfulH2(environment.getProperty("spring.datasource.url", ""));
        refuseSharedH2(environment.getProperty("spring.datasource.url", ""));
        openH2(environment);
    }

    /** The engine would create it with a password from configuration, often {@code demo} (guarantees.md H8). */
    private static void refuseBuiltInAccounts(Environment environment) {
        if (Binder.get(environment)
                .bind("camunda.bpm.admin-user", Bindable.mapOf(String.class, String.class))
                .isBound()) {
            throw new StartupRefused(
                    "camunda.bpm.admin-user is set, but Firebreak has no built-in accounts: remove it; the first administrator is made at start (FIREBREAK_ADMIN_PASSWORD sets the password).");
        }
    }

    /** H2 answers a commit before it is on disk unless told not to: that lost 73 to 191 commits in a kill (guarantees.md A20). */
    private static void refuseForgetfulH2(String url) {
        if (isH2File(url) && !url.toUpperCase(Locale.ROOT).replace(" ", "").matches(".*;WRITE_DELAY=0(;.*)?")) {
            throw new StartupRefused(
                    "spring.datasource.url names an H2 file without WRITE_DELAY=0, which loses acknowledged alerts in a crash: add ;WRITE_DELAY=0 to the URL.");
        }
    }

    /** H2 is for one node (guarantees.md "Nodes"). */
    private static void refuseSharedH2(String url) {
        if (url.startsWith("jdbc:h2:")
                && url.toUpperCase(Locale.ROOT).replace(" ", "").contains(";AUTO_SERVER=TRUE")) {
            throw new StartupRefused(
                    "spring.datasource.url opens an H2 file for several processes: take AUTO_SERVER out of the URL, or use PostgreSQL for more than one node.");
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
            H2SchemaRepair.begin(connection);
        } catch (SQLException e) {
            throw new StartupRefused(why(e, url), e);
        }
    }

    private static String why(SQLException e, String url) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? "the database of spring.datasource.url (%s) is open in another process: stop that one, or give this one its own FIREBREAK_DATA_DIR."
                        .formatted(url.split(";", 2)[0])
                : "the database of spring.datasource.url (%s) can't be opened: %s"
                        .formatted(url.split(";", 2)[0], SingleLine.of(e.getMessage()));
    }

    /** Everything but memory and a server over TCP or TLS is a file. */
    static boolean isH2File(String url) {
        return url.startsWith("jdbc:h2:") && !url.matches("jdbc:h2:(mem|tcp|ssl):.*");
    }
}
