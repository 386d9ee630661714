package dev.firebreak.incident.evidence;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Documents and output kept for an incident: content in files named by us, everything else in a row. */
@Repository
public class Evidence {

    private static final int NAME = 200;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-zA-Z0-9!#$&^_.+-]{1,48}/[a-zA-Z0-9!#$&^_.+-]{1,48}");

    /** Longer than any transaction lasts: a younger file without a row may belong to somebody who is still writing. */
    private static final Duration SETTLED = Duration.ofHours(1);

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
     * Keeps the content: first the file, then the row in the caller's transaction, so that a row never lacks its file.
     * Over the incident's quota nothing is kept and the timeline says so, for a response must not stop at that. Several
     * writers at once may pass the quota by what each of them writes. Throws {@link UncheckedIOException} where the disk
     * does not take it.
     */
    public void keep(IncidentId incident, String name, String mediaType, byte[] content, String takenBy) {
        var shown = Text.shown(name == null || name.isBlank() ? "unnamed" : name, NAME);
        if (bytesOf(incident) + content.length > quota) {
            timeline.add(
                    incident,
                    "Evidence not kept, the limit of " + quota + " bytes is reached: " + shown,
                    takenBy,
                    content.length + " bytes, SHA-256 " + sha256(content));
            return;
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
                .param(sha256(content))
                .param(at(clock.instant()))
                .param(Text.shown(takenBy, NewIncident.WORD))
                .update();
    }

    /** In the order it was taken. */
    public List<EvidenceItem> of(IncidentId incident) {
        return jdbc.sql("select * from evidence where incident_id = ? order by taken_at, id")
                .param(incident.value())
                .query(Evidence::item)
                .list();
    }

    public Optional<EvidenceItem> find(UUID id) {
        return jdbc.sql("select * from evidence where id = ?")
                .param(id)
                .query(Evidence::item)
                .optional();
    }

    /** The content as it was kept, or nothing where there is no such item. Throws {@link EvidenceDamaged}. */
    public Optional<byte[]> content(UUID id) {
        return find(id).map(this::intact);
    }

    private byte[] intact(EvidenceItem item) {
        try {
            var content = folder.read(item.incident(), item.id());
            if (!sha256(content).equals(item.sha256())) {
                throw new EvidenceDamaged(item.id(), null);
            }
            return content;
        } catch (IOException e) {
            throw new EvidenceDamaged(item.id(), e);
        }
    }

    /** Removes files that a crash or a roll-back left without a row; returns how many. */
    int sweep() throws IOException {
        var swept = 0;
        for (var incident : folder.incidents()) {
            var kept = of(incident).stream().map(item -> item.id().toString()).collect(Collectors.toSet());
            swept += folder.sweep(incident, kept, clock.instant().minus(SETTLED));
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

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
