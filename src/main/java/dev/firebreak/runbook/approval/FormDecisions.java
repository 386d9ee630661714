package dev.firebreak.runbook.approval;

import static dev.firebreak.runbook.ledger.LedgerColumns.at;
import static dev.firebreak.runbook.ledger.LedgerColumns.instant;

import dev.firebreak.engine.FormListener;
import dev.firebreak.engine.TaskCompletion;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.Steps;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What people said to steps, taken down as they completed a form of run-step. Nothing else counts as a person's word: a
 * variable could have been written by any model.
 */
@Repository
public class FormDecisions implements FormListener {

    public static final String APPROVE = "approve-step";
    public static final String SETTLE = "settle-outcome";

    private static final Map<String, String> ASKED = Map.of(APPROVE, "approved", SETTLE, "settlement");
    private static final int COMMENT = 1_000;

    private final JdbcClient jdbc;
    private final Steps steps;
    private final Clock clock;

    FormDecisions(JdbcClient jdbc, Steps steps, Clock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.clock = clock;
    }

    /** In the order in which they were said. */
    List<FormDecision> of(UUID step, String form) {
        return jdbc.sql("select * from step_word where step_id = ? and form = ? order by at, task_id")
                .params(step, form)
                .query(FormDecisions::word)
                .list();
    }

    @Override
    public boolean handles(String form) {
        return ASKED.containsKey(form);
    }

    @Override
    public void onCompletion(TaskCompletion said) {
        step(said).ifPresent(step -> add(step, said));
    }

    private Optional<Step> step(TaskCompletion said) {
        try {
            return steps.find(UUID.fromString(said.variable("stepId")));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private void add(Step step, TaskCompletion said) {
        jdbc.sql("""
                        insert into step_word (task_id, step_id, form, said_by, word, comment, shaped, objection, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(said.task(), step.id(), said.form(), said.by())
                .param(Text.shown(said.field(ASKED.get(said.form())), 20))
                .param(comment(said))
                .param(said.before().stream().anyMatch(task -> !isWord(task)))
                .param(FormIntegrityCheck.objection(step, said).orElse(null))
                .param(at(clock.instant()))
                .update();
    }

    private static String comment(TaskCompletion said) {
        var comment = said.field("comment");
        return comment.isBlank() ? null : Text.block(comment, COMMENT);
    }

    /** Whether the task was one of ours, where nothing is asked for. */
    private boolean isWord(String task) {
        return jdbc.sql("select count(*) from step_word where task_id = ?")
                        .param(task)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static FormDecision word(ResultSet row, int n) throws SQLException {
        return new FormDecision(
                row.getObject("step_id", UUID.class),
                row.getString("form"),
                row.getString("said_by"),
                row.getString("word"),
                row.getString("comment"),
                row.getBoolean("shaped"),
                row.getString("objection"),
                instant(row, "at"));
    }
}
