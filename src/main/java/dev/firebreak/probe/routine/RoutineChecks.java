package dev.firebreak.probe.routine;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of routine checks: the evidence that each was made, for good. */
@Repository
public class RoutineChecks {

    private static final int MOST_FINDINGS = 500;
    private static final int LONGEST = 1_000;
    private static final int NOTE = 2_000;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    /**
     * One check.
     *
     * @param passed null until it ended
     * @param judgement {@code fine} or {@code problem}; null until a person signed it off
     */
    public record RoutineCheck(
            UUID id,
            String routine,
            Instant dueAt,
            String processInstance,
            Instant endedAt,
            Boolean passed,
            String summary,
            List<RoutineFinding> findings,
            boolean wantsPerson,
            String judgement,
            String note,
            String signedBy,
            Instant signedAt) {

        /** Its state, without what was found and what was noted. */
        RoutineCheck stateOnly() {
            return new RoutineCheck(
                    id,
                    routine,
                    dueAt,
                    processInstance,
                    endedAt,
                    passed,
                    null,
                    List.of(),
                    wantsPerson,
                    judgement,
                    null,
                    signedBy,
                    signedAt);
        }
    }

    RoutineChecks(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whether it begins now; false if it began before, on any node. */
    boolean begin(UUID id, String routine, Instant dueAt, Instant now) {
        return jdbc.sql("insert into routine_check (id, routine, due_at, begun_at, wants_person)"
                                + " values (?, ?, ?, ?, false) on conflict do nothing")
                        .params(id, routine, at(dueAt), at(now))
                        .update()
                == 1;
    }

    void belongsTo(UUID id, String processInstance) {
        jdbc.sql("update routine_check set process_instance = ? where id = ?")
                .params(processInstance, id)
                .update();
    }

    /** Keeps what was found; what an earlier attempt found stays. */
    void end(UUID id, Instant now, boolean wantsPerson, String summary, List<RoutineFinding> findings) {
        jdbc.sql("""
                        update routine_check set ended_at = ?, passed = ?, wants_person = ?, summary = ?, findings = ?
                        where id = ? and ended_at is null""")
                .params(
                        at(now),
                        findings.stream().allMatch(RoutineFinding::good),
                        wantsPerson,
                        summary,
                        written(findings),
                        id)
                .update();
    }

    /** The sign-off of the check whose process this is; the first one counts. */
    void sign(String processInstance, String judgement, String note, String by, Instant now) {
        jdbc.sql("""
                        update routine_check set judgement = ?, note = ?, signed_by = ?, signed_at = ?
                        where process_instance = ? and signed_at is null""")
                .params(judgement, Text.block(note, NOTE - 20), by, at(now), processInstance)
                .update();
    }

    /** The newest checks of a routine. */
    public List<RoutineCheck> latest(String routine, int most) {
        return jdbc.sql("select * from routine_check where routine = ? order by due_at desc limit " + most)
                .param(routine)
                .query((row, n) -> check(row))
                .list();
    }

    public Optional<RoutineCheck> find(UUID id) {
        return jdbc.sql("select * from routine_check where id = ?")
                .param(id)
                .query((row, n) -> check(row))
                .optional();
    }

    private RoutineCheck check(ResultSet row) throws SQLException {
        return new RoutineCheck(
                row.getObject("id", UUID.class),
                row.getString("routine"),
                instant(row, "due_at"),
                row.getString("process_instance"),
                instant(row, "ended_at"),
                row.getObject("passed", Boolean.class),
                row.getString("summary"),
                read(row.getString("findings")),
                row.getBoolean("wants_person"),
                row.getString("judgement"),
                row.getString("note"),
                row.getString("signed_by"),
                instant(row, "signed_at"));
    }

    private String written(List<RoutineFinding> findings) {
        try {
            return json.writeValueAsString(findings.stream()
                    .limit(MOST_FINDINGS)
                    .map(one -> new RoutineFinding(
                            Text.preview(one.what(), LONGEST), one.good(), Text.preview(one.said(), LONGEST)))
                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings can be written as JSON", e);
        }
    }

    private List<RoutineFinding> read(String findings) {
        try {
            return findings == null ? List.of() : json.readValue(findings, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the findings of a routine check are JSON", e);
        }
    }
}
