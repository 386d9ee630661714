package dev.firebreak.oncall.override;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.access.Audit;
import dev.firebreak.catalog.CurrentCatalog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/**
 * Repository of overrides. Each change is a row of the audit, in the same transaction. While the database does not
 * answer, the overrides that were read last for a time that is not ahead count, because a page must leave all the same.
 */
@Repository
public class Overrides {

    /** How many overrides that are not over there may be. */
    static final int MOST = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);
    private static final String CHAIN = "catalogue";

    /** How far back an override still tells when a shift began. */
    private static final Duration BEFORE = Duration.ofDays(60);

    private final JdbcClient jdbc;
    private final CurrentCatalog catalog;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private volatile List<ShiftOverride> last = List.of();

    Overrides(
            JdbcClient jdbc,
            CurrentCatalog catalog,
            Audit audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Those that tell who is on call at the time and later, the oldest first. A person who left counts no longer. */
    public List<ShiftOverride> from(Instant time) {
        try {
            var read = jdbc
                    .sql("select * from on_call_override where ends_at > ? and starts_at < ends_at order by number")
                    .param(at(time.minus(BEFORE)))
                    .query(this::override)
                    .list()
                    .stream()
                    .filter(Objects::nonNull)
                    .toList();
            if (!time.isAfter(clock.instant())) {
                last = read;
            }
            return read;
        } catch (DataAccessException away) {
            LOG.warn("Overrides can't be read, so those read last count: {}", away.toString());
            return last;
        }
    }

    /** Those that are not over, the first to begin first. */
    public List<ShiftOverride> current() {
        return jdbc
                .sql(
                        "select * from on_call_override where ends_at > ? and starts_at < ends_at order by starts_at, number")
                .param(at(clock.instant()))
                .query(this::override)
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    /** Throws {@link dev.firebreak.web.FieldInvalid} for a field, and answers 409 if there are too many. */
    public List<ShiftOverride> create(OverrideRequest request, String by) {
        var made = request.toOverrides(catalog.current(), clock.instant(), by);
        transaction.executeWithoutResult(status -> add(made, by));
        return made;
    }

    /** Replaces what an earlier calendar brought into the rota. */
    public void replaceCalendar(String rota, List<ShiftOverride> made, String by) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update on_call_override set ends_at = case when starts_at < :now then :now else starts_at end"
                            + " where kind = 'CALENDAR' and rota = :rota and ends_at > :now")
                    .param("now", at(clock.instant()))
                    .param("rota", rota)
                    .update();
            add(made, by);
        });
    }

    /** Ends an override now, together with what was made with it; what is past stays. Ending it twice is harmless. */
    public void end(UUID id, String by) {
        transaction.executeWithoutResult(status -> {
            var group = jdbc.sql("select group_id from on_call_override where id = ?")
                    .param(id)
                    .query(UUID.class)
                    .optional()
                    .orElseThrow(() -> refusal(HttpStatus.NOT_FOUND, "There is no override " + id));
            var ended = jdbc.sql("update on_call_override set ends_at = case when starts_at < :now then :now"
                            + " else starts_at end where group_id = :group and ends_at > :now and starts_at < ends_at")
                    .param("now", at(clock.instant()))
                    .param("group", group)
                    .update();
            if (ended > 0) {
                audit.record(CHAIN, by, "on-call.override-ended", Map.of("override", id.toString()));
            }
        });
    }

    private void add(List<ShiftOverride> made, String by) {
        if (current().size() + made.size() > MOST) {
            throw refusal(HttpStatus.CONFLICT, "There are " + MOST + " overrides already: end some first");
        }
        var group = UUID.randomUUID();
        made.forEach(one -> {
            insert(one, group);
            audit.record(CHAIN, by, "on-call.overridden", facts(one));
        });
    }

    private void insert(ShiftOverride one, UUID group) {
        jdbc.sql("insert into on_call_override (id, group_id, kind, rota, person, instead_of, starts_at, ends_at,"
                        + " reason, created_by, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(one.id())
                .param(group)
                .param(one.kind().name())
                .param(one.rota())
                .param(one.person().id())
                .param(one.insteadOf())
                .param(at(one.starts()))
                .param(at(one.ends()))
                .param(one.reason())
                .param(one.by())
                .param(at(clock.instant()))
                .update();
    }

    private static Map<String, String> facts(ShiftOverride one) {
        var facts = new TreeMap<String, String>();
        facts.put("override", one.id().toString());
        facts.put("kind", one.kind().words());
        facts.put("rota", one.rota() == null ? "every rota" : one.rota());
        facts.put("person", one.person().id());
        facts.put("instead of", one.insteadOf() == null ? "whoever is on call" : one.insteadOf());
        facts.put("starts", one.starts().toString());
        facts.put("ends", one.ends().toString());
        if (!one.reason().isEmpty()) {
            facts.put("reason", one.reason());
        }
        return facts;
    }

    private ShiftOverride override(ResultSet row, int n) throws SQLException {
        var person = catalog.current().contact(row.getString("person")).orElse(null);
        return person == null
                ? null
                : new ShiftOverride(
                        row.getObject("id", UUID.class),
                        OverrideKind.valueOf(row.getString("kind")),
                        row.getString("rota"),
                        person,
                        row.getString("instead_of"),
                        instant(row, "starts_at"),
                        instant(row, "ends_at"),
                        row.getString("reason"),
                        row.getString("created_by"));
    }

    private static ErrorResponseException refusal(HttpStatus status, String why) {
        var refused = new ErrorResponseException(status);
        refused.setDetail(why);
        return refused;
    }
}
