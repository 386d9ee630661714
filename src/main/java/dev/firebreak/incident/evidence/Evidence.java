package dev.firebreak.incident.evidence;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of evidence: documents and command output kept for an incident. Content is in files, metadata in rows. */
@Repository
public class Evidence {

    private static final int NAME = 200;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-zA-Z0-9!#$&^_.+-]{1,48}/[a-zA-Z0-9!#$&^_.+-]{1,48}");

    /**
     * The age from which a file without a row is an orphan: a younger one may belong to a transaction that still runs.
     */
    private static final Duration ORPHAN_AGE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Clock clock;
    private final EvidenceFolder folder;
    private final long quota;

    public Evidence(
            JdbcClient jdbc,
            Timeline timeline,
            Clock clock,
            EvidenceSettings settings,
            @Value("${firebreak.data-dir}") Path data) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.clock = clock;
        this.folder = new EvidenceFolder(data.resolve("evidence"));
        this.quota = settings.quota().toBytes();
    }

    /**
     * Keeps the content: writes first the file, then the row in the caller's transaction, so that a row never lacks its
     * file. If the incident's quota is exceeded, keeps nothing and adds a timeline entry instead of failing, because
     * the response must go on. Concurrent writers may together exceed the quota by one item each. Throws
     * {@link UncheckedIOException} if the file can't be written. Returns whether the content is kept.
     */
    public boolean keep(IncidentId incident, String name, String mediaType, byte[] content, String takenBy) {
        var shown = Text.shown(name == null || name.isBlank() ? "unnamed" : name, NAME);
        if (bytesOf(incident) + content.length > quota) {
            timeline.add(
                    incident,
                    "Evidence not kept, the limit of " + quota + " bytes is reached: " + shown,
                    takenBy,
                    content.length + " bytes, SHA-256 " + Hash.sha256(content));
            return false;
        }
        var id = UUID.randomUUID();
        try {
            folder.write(incident, id, content);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence of " + incident + " can't be written", e);
        }
        jdbc.sql("insert into evidence (id, incident_id, name, media_type, bytes, sha256, taken_at, taken_by)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(id)
                .param(incident.value())
                .param(shown)
                .param(isMediaType(mediaType) ? mediaType : "application/octet-stream")
                .param(content.length)
                .param(Hash.sha256(content))
                .param(at(clock.instant()))
                .param(Text.shown(takenBy, NewIncident.WORD))
                .update();
        return true;
    }

    /** The evidence of an incident, oldest first. */
    public List<EvidenceItem> of(IncidentId incident) {
        return jdbc.sql("select * from evidence where incident_id = ? order by taken_at, id")
                .param(incident.value())
                .query(Evidence::item)
                .list();
    }

    /** The item of this id, of any incident. */
    public Optional<EvidenceItem> find(UUID id) {
        return jdbc.sql("select * from evidence where id = ?")
                .param(id)
                .query(Evidence::item)
                .optional();
    }

    /** The content, or nothing if there is no such item. Throws {@link EvidenceDamaged} if it was changed. */
    public Optional<byte[]> content(UUID id) {
        return find(id).map(this::intact);
    }

    private byte[] intact(EvidenceItem item) {
        try {
            var content = folder.read(item.incident(), item.id());
            if (!Hash.sha256(content).equals(item.sha256())) {
                throw new EvidenceDamaged(item.id(), null);
            }
            return content;
        } catch (IOException e) {
            throw new EvidenceDamaged(item.id(), e);
        }
    }

    /** Removes files that a crash or a rollback left without a row; returns their number. */
    int sweep() throws IOException {
        var swept = 0;
        for (var incident : folder.incidents()) {
            var kept = of(incident).stream().map(item -> item.id().toString()).collect(Collectors.toSet());
            swept += folder.sweep(incident, kept, clock.instant().minus(ORPHAN_AGE));
        }
        return swept;
    }

    private long bytesOf(IncidentId incident) {
        return jdbc.sql("select coalesce(sum(bytes), 0) from evidence where incident_id = ?")
                .param(incident.value())
                .query(Long.class)
                .single();
    }

    private static boolean isMediaType(String text) {
        return text != null && MEDIA_TYPE.matcher(text).matches();
    }

    private static EvidenceItem item(ResultSet row, int n) throws SQLException {
        return new EvidenceItem(
                row.getObject("id", UUID.class),
                new IncidentId(row.getString("incident_id")),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("bytes"),
                row.getString("sha256"),
                instant(row, "taken_at"),
                row.getString("taken_by"));
    }
}
