package dev.firebreak.status;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.DatabaseBulkhead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Service;

/**
 * Keeps a copy of the page as static files, so that a web server elsewhere serves it while Firebreak is down. The files
 * follow a change within two seconds, each replaced at once.
 */
@Service
class StatusExport implements BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String UNFINISHED = "{status.css,status.json,status.atom,index.html}*.new";
    private static final Duration IN_WORK = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(StatusExport.class);

    private final PublishedStatus published;
    private final StatusSettings settings;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(DatabaseBulkhead.STEPS, "status-export", EVERY, this::round);
    private String written;

    StatusExport(PublishedStatus published, StatusSettings settings, Clock clock) {
        this.published = published;
        this.settings = settings;
        this.clock = clock;
    }

    /** Writes the files, if the page has changed since this node wrote them. */
    void round() {
        var documents = published.get();
        if (!documents.tag().equals(written)) {
            try {
                write(documents);
            } catch (IOException e) {
                throw new UncheckedIOException("firebreak.status.export-dir: " + settings.exportDir(), e);
            }
            written = documents.tag();
        }
    }

    private void write(StatusDocuments.Documents documents) throws IOException {
        var files = new LinkedHashMap<String, String>();
        files.put(
                "status.css",
                new ClassPathResource("static/css/status.css").getContentAsString(StandardCharsets.UTF_8));
        files.put("status.json", documents.json());
        files.put("status.atom", documents.atom());
        files.put("index.html", documents.exported());
        Files.createDirectories(settings.exportDir());
        for (var file : files.entrySet()) {
            replace(settings.exportDir().resolve(file.getKey()), file.getValue());
        }
    }

    /** A reader sees the old file or the new one. Two nodes may write into one folder. */
    private static void replace(Path file, String text) throws IOException {
        var unfinished =
                Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try {
            Files.writeString(unfinished, text);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** A kill leaves a file that was not finished. That of another node may still be in work. */
    void deleteUnfinished() {
        try (var left = Files.newDirectoryStream(settings.exportDir(), UNFINISHED)) {
            for (var file : left) {
                if (Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(clock.instant().minus(IN_WORK))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException gone) {
            log.debug("Nothing to delete in {}", settings.exportDir());
        } catch (IOException | DirectoryIteratorException e) {
            log.warn("Unfinished files in {} can't be deleted", settings.exportDir(), e);
        }
    }

    @Override
    public void start() {
        if (settings.isOn() && settings.exportDir() != null) {
            deleteUnfinished();
            BackgroundWork.super.start();
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
