package dev.firebreak.runbook.approval;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static dev.firebreak.runbook.definition.StepVariables.APPROVED;
import static dev.firebreak.runbook.definition.StepVariables.SETTLEMENT;
import static dev.firebreak.runbook.definition.StepVariables.STEP_ID;

import dev.firebreak.engine.FixedForms;
import dev.firebreak.engine.FormListener;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.engine.TaskCompletion;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.definition.StepVariables;
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
 * People's decisions about steps, recorded when they complete a form of run-step. Only these count as decisions,
 * because any model can write a process variable.
 */
@Repository
public class FormDecisions implements FormListener {

    public static final String APPROVE = FixedForms.APPROVE_STEP;
    public static final String SETTLE = FixedForms.SETTLE_OUTCOME;

    private static final Map<String, ProcessVariable<String>> FIELDS = Map.of(APPROVE, APPROVED, SETTLE, SETTLEMENT);
    private static final int COMMENT = 1_000;

    private final JdbcClient jdbc;
    private final Steps steps;
    private final RunbookSettings settings;
    private final Clock clock;

    FormDecisions(JdbcClient jdbc, Steps steps, RunbookSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.settings = settings;
        this.clock = clock;
    }

    /** In the order in which they were made. */
    List<FormDecision> of(UUID step, String form) {
        return jdbc.sql("select * from step_word where step_id = ? and form = ? order by at, task_id")
                .params(step, form)
                .query(FormDecisions::decision)
                .list();
    }

    @Override
    public boolean handles(String form) {
        return FIELDS.containsKey(form);
    }

    @Override
    public void onCompletion(TaskCompletion completion) {
        step(completion).ifPresent(step -> add(step, completion));
    }

    private Optional<Step> step(TaskCompletion completion) {
        try {
            return steps.find(UUID.fromString(completion.variable(STEP_ID.name())));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private void add(Step step, TaskCompletion completion) {
        jdbc.sql("""
                        insert into step_word (task_id, step_id, form, said_by, word, comment, shaped, objection, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(completion.task(), step.id(), completion.form(), completion.by())
                .param(Text.shown(completion.field(FIELDS.get(completion.form()).name()), 20))
                .param(comment(completion))
                .param(completion.before().stream().anyMatch(task -> !isDecision(task)))
                .param(FormIntegrityCheck.objection(step, completion, settings.approvalValidFor())
                        .orElse(null))
                .param(at(clock.instant()))
                .update();
    }

    private static String comment(TaskCompletion completion) {
        var comment = completion.field(StepVariables.COMMENT.name());
        return comment.isBlank() ? null : Text.block(comment, COMMENT);
    }

    /** Whether the completed task was itself a decision about a step, which does not shape a step. */
    private boolean isDecision(String task) {
        return jdbc.sql("select count(*) from step_word where task_id = ?")
                        .param(task)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static FormDecision decision(ResultSet row, int n) throws SQLException {
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
