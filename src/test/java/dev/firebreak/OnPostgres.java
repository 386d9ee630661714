package dev.firebreak;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of its superclass on a new database in the lab's PostgreSQL, with a mail server. All classes with this
 * annotation share one application context.
 */
@Lab("FIREBREAK_DB_PORT")
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = {OnPostgres.NewDatabase.class, OutsideWorld.class})
public @interface OnPostgres {

    /** Runs after {@link FirebreakTest.OwnPlace} and replaces its H2. */
    class NewDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var name = "booted_" + UUID.randomUUID().toString().replace("-", "");
            onServer("create database " + name);
            TestPropertyValues.of(
                            "spring.datasource.url=" + server() + name,
                            "spring.datasource.username=" + Lab.Settings.of("FIREBREAK_DB_USER"),
                            "spring.datasource.password=" + Lab.Settings.of("FIREBREAK_DB_PASSWORD"))
                    .applyTo(context);
            // Registered first, so destroyed last: all connections are closed by then.
            ((DefaultListableBeanFactory) context.getBeanFactory())
                    .registerDisposableBean(name, () -> onServer("drop database " + name));
        }

        private static String server() {
            return "jdbc:postgresql://%s:%s/"
                    .formatted(Lab.Settings.of("FIREBREAK_DB_HOST"), Lab.Settings.of("FIREBREAK_DB_PORT"));
        }

        private static void onServer(String sql) {
            try (var connection = DriverManager.getConnection(
                            server() + "postgres",
                            Lab.Settings.of("FIREBREAK_DB_USER"),
                            Lab.Settings.of("FIREBREAK_DB_PASSWORD"));
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
