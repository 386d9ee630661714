package dev.firebreak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * Boots the whole application on a random port, with its own in-memory H2 and data directory, in dry run. Tests with no
 * other configuration share one application context, so they must clean up what would disturb other tests.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Firebreak.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "firebreak.effects=dry-run",
            "firebreak.actions.configuration-folders=target/action-folder",
            "firebreak.auditor.enabled=false",
            "firebreak.audit.background=false",
            "firebreak.on-call.remind-before=0s",
            "firebreak.board.kept=0s", // a test changes rows and looks at once
            "firebreak.lifecycle.captures-per-minute=1000", // tests of one minute open many incidents
            "firebreak.comms.bundle.every=0s", // a story reads each page on its own
            "firebreak.noise.storm-limit=0", // as the captures
            "firebreak.noise.inhibit=false", // of services that depend on each other
            "firebreak.password.cost=4",
            "firebreak.trusted-proxies=127.0.0.1", // a test names the address that it comes from
            "logging.file.name=target/firebreak-test-${fork:ide}.log",
            "logging.logback.rollingpolicy.max-file-size=1GB", // tests read it
            "FIREBREAK_ADMIN_PASSWORD=" + FirebreakTest.ADMIN_PASSWORD,
            "FIREBREAK_INGEST_TOKEN=" + FirebreakTest.INGEST_TOKEN,
            "management.prometheus.metrics.export.enabled=true", // which Spring Boot turns off in tests
            "firebreak.metrics.token=" + FirebreakTest.METRICS_TOKEN,
            "firebreak.status.components.mosaic-bookstack=Wiki <1>",
            "firebreak.changes.senders.deployments.secret=secret://deployments",
            "firebreak.changes.senders.deployments.repositories.[web/shop]=changes-shop,changes-api",
            "FIREBREAK_SECRET_DEPLOYMENTS=" + FirebreakTest.CHANGES_TOKEN
        })
@ContextConfiguration(initializers = FirebreakTest.OwnPlace.class)
@TestExecutionListeners(listeners = EngineRegistration.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface FirebreakTest {

    String ADMIN_PASSWORD = "quiet-lake-of-the-tests";
    String INGEST_TOKEN = "ingest-token-of-tests-0123456789";
    String CHANGES_TOKEN = "changes-token-of-tests-0123456789";
    String METRICS_TOKEN = "metrics-token-of-tests-0123456789";

    /** A database and a data directory for each application context, so that contexts share no state. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    class OwnPlace implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                var directory = Files.createTempDirectory("firebreak-test");
                TestPropertyValues.of(
                                "firebreak.data-dir=" + directory,
                                "spring.datasource.url=jdbc:h2:mem:" + directory.getFileName()
                                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1"
                                        + ";QUERY_CACHE_SIZE=256")
                        .applyTo(context);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
