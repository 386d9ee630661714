package dev.firebreak.engine.start;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Ends this node in good order when a newer node has raised the {@link SchemaLevel}: new alerts get 503, running steps
 * end or are left to the newer node (guarantees.md B11). A start of the same build is refused then.
 */
@Component
class OutdatedNode implements BackgroundWork {

    static final int EXIT_CODE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(OutdatedNode.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final DataSource database;
    private final Runnable end;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "schema-level", EVERY, this::look);
    private boolean ends;

    @Autowired
    OutdatedNode(DataSource database, ApplicationContext context) {
        this(database, () -> exit(context));
    }

    OutdatedNode(DataSource database, Runnable end) {
        this.database = database;
        this.end = end;
    }

    /** In a thread of its own, because the end waits for this loop. */
    private static void exit(ApplicationContext context) {
        PAGING.thread(() -> System.exit(SpringApplication.exit(context, () -> EXIT_CODE)), "outdated")
                .start();
    }

    void look() {
        var level = level();
        if (level > SchemaLevel.UNDERSTOOD && !ends) {
            ends = true;
            LOG.error(
                    "A newer Firebreak has raised the schema level of the database to {}, and this build understands {}."
                            + " This node ends now: start the newer version.",
                    level,
                    SchemaLevel.UNDERSTOOD);
            end.run();
        }
    }

    private int level() {
        try (var connection = database.getConnection()) {
            return SchemaLevel.of(connection);
        } catch (SQLException e) {
            LOG.info("The schema level can't be read now: {}", e.toString());
            return 0;
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
