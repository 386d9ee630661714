package dev.firebreak.alert.silence;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/** Repository of silences. Making and ending one is a row of the audit, in the same transaction. */
@Repository
public class Silences {

    /** How many silences that are not over there may be. */
    static final int MOST = 500;

    /** How long a silence that is over is listed. */
    private static final Duration LISTED = Duration.ofDays(7);

    private static final String CHAIN = "system";
    private static final TypeReference<TreeMap<String, String>> LABELS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, LabelPattern>> PATTERNS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Audit audit;
    private final Clock clock;

    Silences(JdbcClient jdbc, ObjectMapper json, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    /** Throws {@link dev.firebreak.web.FieldInvalid} for a field, and answers 409 if there are too many. */
    @Transactional
    public Silence create(SilenceRequest request, String by) {
        var silence = request.toSilence(UUID.randomUUID(), by, clock.instant());
        if (current().size() >= MOST) {
            throw refusal(HttpStatus.CONFLICT, "There are " + MOST + " silences already: end some first");
        }
        jdbc.sql(
                        "insert into silence (id, service, labels, patterns, reason, owner, created_by, created_at, starts_at, ends_at,"
                                + " recurrence, zone, expires_at, public_text) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(silence.id())
                .param(silence.service())
                .param(written(silence.labels()))
                .param(written(silence.patterns()))
                .param(silence.reason())
                .param(silence.owner())
                .param(by)
                .param(at(silence.createdAt()))
                .param(at(silence.startsAt()))
                .param(at(silence.endsAt()))
                .param(silence.recurrence())
                .param(silence.zone().getId())
                .param(at(silence.expiresAt()))
                .param(silence.publicText())
                .update();
        audit.record(CHAIN, by, "silence.created", facts(silence));
        return silence;
    }

    /** Ends a silence now; what it holds and still fires opens its incident. Ending it twice is harmless. */
    @Transactional
    public Silence end(UUID id, String by) {
        var ended = jdbc.sql("update silence set ended_at = ?, ended_by = ? where id = ? and ended_at is null"
                                + " and expires_at > ?")
                        .param(at(clock.instant()))
                        .param(by)
                        .param(id)
                        .param(at(clock.instant()))
                        .update()
                == 1;
        var silence = find(id).orElseThrow(() -> refusal(HttpStatus.NOT_FOUND, "There is no silence " + id));
        if (ended) {
            audit.record(CHAIN, by, "silence.ended", facts(silence));
        }
        return silence;
    }

    public Optional<Silence> find(UUID id) {
        return jdbc.sql("select * from silence where id = ?")
                .param(id)
                .query(this::silence)
                .optional();
    }

    /** Those that are not over, the first to expire first. */
    public List<Silence> current() {
        return jdbc.sql("select * from silence where ended_at is null and expires_at > ? order by expires_at, id")
                .param(at(clock.instant()))
                .query(this::silence)
                .list();
    }

    /** Those that are over since at most a week, the latest first. */
    public List<Silence> over() {
        var now = clock.instant();
        return jdbc.sql(
                        "select * from silence where (ended_at is not null or expires_at <= ?)"
                                + " and coalesce(ended_at, expires_at) > ? order by coalesce(ended_at, expires_at) desc limit 100")
                .param(at(now))
                .param(at(now.minus(LISTED)))
                .query(this::silence)
                .list();
    }

    private static Map<String, String> facts(Silence silence) {
        var facts = new TreeMap<String, String>();
        facts.put("silence", silence.id().toString());
        facts.put("reason", silence.reason());
        facts.put("owner", silence.owner());
        facts.put("starts", silence.startsAt().toString());
        facts.put("ends", silence.endsAt().toString());
        facts.put("expires", silence.expiresAt().toString());
        if (silence.service() != null) {
            facts.put("service", silence.service());
        }
        if (silence.recurrence() != null) {
            facts.put("recurrence", silence.recurrence());
        }
        if (silence.publicText() != null) {
            facts.put("public text", silence.publicText());
        }
        silence.labels().forEach((name, value) -> facts.put("label " + name, value));
        silence.patterns().forEach((name, pattern) -> facts.put("label " + name + " matches", pattern.toString()));
        return facts;
    }

    private static ErrorResponseException refusal(HttpStatus status, String why) {
        var refused = new ErrorResponseException(status);
        refused.setDetail(why);
        return refused;
    }

    private Silence silence(ResultSet row, int n) throws SQLException {
        return new Silence(
                row.getObject("id", UUID.class),
                row.getString("service"),
                read(row.getString("labels"), LABELS),
                read(row.getString("patterns"), PATTERNS),
                row.getString("reason"),
                row.getString("owner"),
                row.getString("created_by"),
                instant(row, "created_at"),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                row.getString("recurrence"),
                ZoneId.of(row.getString("zone")),
                instant(row, "expires_at"),
                instant(row, "ended_at"),
                row.getString("ended_by"),
                row.getString("public_text"));
    }

    private String written(Map<String, ?> labels) {
        try {
            return json.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <V> Map<String, V> read(String labels, TypeReference<TreeMap<String, V>> type) {
        try {
            return json.readValue(labels, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The labels of a silence are no JSON", e);
        }
    }
}
