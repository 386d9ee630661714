package dev.firebreak.database.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * An H2 store closes itself when it can't write, and this process can't open it again. The node ends a minute later, as
 * soon as the disk has room: before that a new start would fail, too.
 */
@Component
class ClosedStore {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a start needs at least. */
    static final DataSize ROOM = DataSize.ofMegabytes(16);

    private static final Logger LOG = LoggerFactory.getLogger(ClosedStore.class);
    private static final int EXIT_CODE = 3;

    private final Path data;
    private final Runnable end;

    @Autowired
    ClosedStore(@Value("${firebreak.data-dir}") Path data) {
        this(data, () -> Runtime.getRuntime().halt(EXIT_CODE));
    }

    ClosedStore(Path data, Runnable end) {
        this.data = data;
        this.end = end;
    }

    /** @param lasts how long no write has succeeded */
    void endIfItStaysClosed(Throwable cause, Duration lasts) {
        if (lasts.compareTo(PATIENCE) >= 0 && isClosed(cause) && hasRoom()) {
            LOG.error(
                    "The H2 database closed itself {} ago and can't be opened again in this process. The node ends now:"
                            + " start it again.",
                    lasts);
            end.run();
        }
    }

    private static boolean isClosed(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isClosed(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isClosed(int code) {
        return code == ErrorCode.DATABASE_IS_CLOSED
                || code == ErrorCode.DATABASE_CALLED_AT_SHUTDOWN
                || code == ErrorCode.IO_EXCEPTION_1
                || code == ErrorCode.IO_EXCEPTION_2
                || code == ErrorCode.GENERAL_ERROR_1;
    }

    private boolean hasRoom() {
        try {
            return Files.getFileStore(data).getUsableSpace() >= ROOM.toBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
