package dev.firebreak.engine.release;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.engine.release.ModelProposal.State;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The rows of proposals. Joins the caller's transaction; {@link ModelRelease} combines what belongs together. */
@Repository
public class ModelProposals {

    private static final int MAX_REASON = 500;

    private final JdbcClient jdbc;
    private final Clock clock;

    ModelProposals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long add(ProposedDeployment deployment) {
        var number = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into model_proposal (name, source, author, sha256, state, proposed_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .param(deployment.name() == null ? null : Text.shown(deployment.name(), 255))
                .param(deployment.source() == null ? null : Text.shown(deployment.source(), 255))
                .params(deployment.author(), deployment.sha256(), State.WAITING.name(), at(clock.instant()))
                .update(number, "number");
        var proposal = number.getKeyAs(Number.class).longValue();
        deployment
                .files()
                .forEach((file, content) -> jdbc.sql(
                                "insert into model_proposal_file (proposal, file, content) values (?, ?, ?)")
                        .params(proposal, file, content)
                        .update());
        deployment
                .keys()
                .forEach(key -> jdbc.sql("insert into model_proposal_key (proposal, model_key) values (?, ?)")
                        .params(proposal, key)
                        .update());
        return proposal;
    }

    /** The person's own waiting proposal of the same bytes. */
    Optional<ModelProposal> same(ProposedDeployment deployment) {
        return jdbc
                .sql("select * from model_proposal where state = ? and author = ? and sha256 = ?")
                .params(State.WAITING.name(), deployment.author(), deployment.sha256())
                .query(ModelProposals::proposal)
                .list()
                .stream()
                .findFirst()
                .map(this::withKeys);
    }

    /** Other waiting proposals that have a guarded model in common with this one. */
    List<ModelProposal> rivals(long number) {
        return jdbc.sql("""
                        select distinct p.* from model_proposal p join model_proposal_key k on k.proposal = p.number
                        where p.state = ? and p.number <> ? and k.model_key in (
                            select model_key from model_proposal_key where proposal = ?)
                        order by p.number""")
                .params(State.WAITING.name(), number, number)
                .query(ModelProposals::proposal)
                .list();
    }

    /** Everybody who proposed these bytes, whatever became of it. */
    Set<String> authors(String sha256) {
        return jdbc.sql("select distinct author from model_proposal where sha256 = ?")
                .param(sha256)
                .query(String.class)
                .set();
    }

    Optional<ModelProposal> find(long number) {
        return jdbc.sql("select * from model_proposal where number = ?")
                .param(number)
                .query(ModelProposals::proposal)
                .optional()
                .map(this::withKeys);
    }

    /** As {@link #find}; the row is locked until the transaction ends. */
    Optional<ModelProposal> lock(long number) {
        return jdbc.sql("select * from model_proposal where number = ? for update")
                .param(number)
                .query(ModelProposals::proposal)
                .optional()
                .map(this::withKeys);
    }

    /** The waiting proposals, then the newest others, at most {@code others} of these. */
    List<ModelProposal> list(int others) {
        var all = new ArrayList<>(jdbc.sql("select * from model_proposal where state = ? order by number desc")
                .param(State.WAITING.name())
                .query(ModelProposals::proposal)
                .list());
        all.addAll(jdbc.sql("select * from model_proposal where state <> ? order by number desc limit ?")
                .params(State.WAITING.name(), others)
                .query(ModelProposals::proposal)
                .list());
        return all.stream().map(this::withKeys).toList();
    }

    long waiting() {
        return jdbc.sql("select count(*) from model_proposal where state = ?")
                .param(State.WAITING.name())
                .query(Long.class)
                .single();
    }

    SortedMap<String, byte[]> files(long number) {
        var files = new TreeMap<String, byte[]>();
        jdbc.sql("select file, content from model_proposal_file where proposal = ?")
                .param(number)
                .query(row -> {
                    files.put(row.getString("file"), row.getBytes("content"));
                });
        return files;
    }

    /** Ends a waiting proposal; the caller has locked it. */
    void close(long number, State state, String by, String reason, String deployment) {
        jdbc.sql("""
                        update model_proposal set state = ?, decided_by = ?, decided_at = ?, reason = ?,
                            deployment_id = ? where number = ? and state = 'WAITING'""")
                .param(state.name())
                .param(by)
                .param(at(clock.instant()))
                .param(reason == null ? null : Text.shown(reason, MAX_REASON))
                .param(deployment)
                .param(number)
                .update();
    }

    private ModelProposal withKeys(ModelProposal proposal) {
        return proposal.with(jdbc.sql("select model_key from model_proposal_key where proposal = ? order by model_key")
                .param(proposal.number())
                .query(String.class)
                .list());
    }

    private static ModelProposal proposal(ResultSet row, int n) throws SQLException {
        return new ModelProposal(
                row.getLong("number"),
                row.getString("name"),
                row.getString("source"),
                row.getString("author"),
                row.getString("sha256"),
                State.valueOf(row.getString("state")),
                instant(row, "proposed_at"),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                row.getString("reason"),
                List.of());
    }
}
