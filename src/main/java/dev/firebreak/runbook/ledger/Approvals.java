package dev.firebreak.runbook.ledger;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The approvals of plans, granted or declined. Joins the caller's transaction. */
@Repository
public class Approvals {

    private static final int COMMENT = 1_000;

    private final JdbcClient jdbc;

    Approvals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order in which they were given. */
    public List<Approval> of(UUID step) {
        return jdbc.sql("select * from approval where step_id = ? order by at, approver")
                .param(step)
                .query(Approvals::approval)
                .list();
    }

    /** Records a decision; comments are cut at 1,000 characters. */
    public void add(Approval approval) {
        jdbc.sql("""
                        insert into approval (step_id, approver, plan_hash, granted, comment, at, expires_at, alone)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(approval.step())
                .param(approval.approver())
                .param(approval.planHash())
                .param(approval.granted())
                .param(approval.comment() == null ? null : Text.block(approval.comment(), COMMENT))
                .param(at(approval.at()))
                .param(at(approval.expiresAt()))
                .param(approval.alone())
                .update();
    }

    /** Marks the granted approvals of a step as used. */
    void use(UUID step, Instant now) {
        jdbc.sql("update approval set used_at = ? where step_id = ? and granted and used_at is null")
                .param(at(now))
                .param(step)
                .update();
    }

    private static Approval approval(ResultSet row, int n) throws SQLException {
        return new Approval(
                row.getObject("step_id", UUID.class),
                row.getString("approver"),
                row.getString("plan_hash"),
                row.getBoolean("granted"),
                row.getString("comment"),
                instant(row, "at"),
                instant(row, "expires_at"),
                instant(row, "used_at"),
                row.getBoolean("alone"));
    }
}
