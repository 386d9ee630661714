package dev.firebreak.runbook.duties;

import dev.firebreak.incident.NewIncident;
import dev.firebreak.text.Text;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people who had a part in each step when it was planned. Joins the caller's transaction. */
@Repository
class StepParts {

    private static final int PART = 200;

    private final JdbcClient jdbc;

    StepParts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID step, Collection<StepPart> parts) {
        for (var part : parts) {
            jdbc.sql("insert into step_part (step_id, person, part) values (?, ?, ?) on conflict do nothing")
                    .params(step, Text.shown(part.person(), NewIncident.WORD), Text.shown(part.part(), PART))
                    .update();
        }
    }

    List<StepPart> of(UUID step) {
        return jdbc.sql("select person, part from step_part where step_id = ? order by person, part")
                .param(step)
                .query((row, n) -> new StepPart(row.getString("person"), row.getString("part")))
                .list();
    }
}
