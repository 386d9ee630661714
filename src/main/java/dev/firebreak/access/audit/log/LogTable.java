package dev.firebreak.access.audit.log;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.access.audit.merkle.MerkleTree;
import dev.firebreak.access.audit.merkle.NodeHash;
import dev.firebreak.access.audit.merkle.Nodes;
import dev.firebreak.access.audit.merkle.TreeNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the Merkle log: leaves, nodes, and the audit rows that wait for their leaf. */
@Repository
public class LogTable implements Nodes {

    private static final String ROWS = """
            select l.leaf, l.chain, l.number, l.hash as leaf_hash, e.hash, e.entry, b.hash as hash_before
            from audit_leaf l left join audit_entry e on e.chain = l.chain and e.number = l.number
            left join audit_entry b on b.chain = l.chain and b.number = l.number - 1""";

    /** An audit row that waits for its leaf. */
    record Pending(long id, String chain, long number, String entry) {}

    /** A leaf to store. */
    record Leaf(long leaf, String chain, long number, String hash) {}

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    LogTable(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** The number of leaves. */
    public long size() {
        return jdbc.sql("select size from audit_log where id = 1")
                .query(Long.class)
                .single();
    }

    /** The tree as it is stored. */
    public MerkleTree tree() {
        return new MerkleTree(this);
    }

    @Override
    public NodeHash get(int height, long index) {
        var query = height == 0
                ? jdbc.sql("select hash from audit_leaf where leaf = ?").param(index)
                : jdbc.sql("select hash from audit_node where height = ? and node = ?")
                        .param(height)
                        .param(index);
        return query.query(String.class)
                .optional()
                .map(NodeHash::new)
                .orElseThrow(() -> new NodeMissing(height, index));
    }

    /** Leaves with their rows, in the order of the log. */
    public List<LoggedRow> rows(long from, long to, int atMost) {
        return jdbc.sql(ROWS + " where l.leaf >= ? and l.leaf < ? order by l.leaf limit ?")
                .params(from, to, atMost)
                .query(LogTable::row)
                .list();
    }

    /** The leaf of an audit row; empty if it is not in the log. */
    public Optional<LoggedRow> find(String chain, long number) {
        return jdbc.sql(ROWS + " where l.chain = ? and l.number = ?")
                .params(chain, number)
                .query(LogTable::row)
                .optional();
    }

    /** Audit rows that are neither in the log nor wait for it, as {@code chain, row number}. */
    public List<String> strays(int atMost) {
        return jdbc.sql("""
                        select e.chain, e.number from audit_entry e
                        where not exists (select 1 from audit_leaf l where l.chain = e.chain and l.number = e.number)
                        and not exists (select 1 from audit_pending p where p.chain = e.chain and p.number = e.number)
                        order by e.chain, e.number limit ?""")
                .param(atMost)
                .query((row, n) -> "chain " + row.getString("chain") + ", row " + row.getLong("number"))
                .list();
    }

    /** How many rows have waited for their leaf since then. */
    public long waitingSince(Instant then) {
        return jdbc.sql("select count(*) from audit_pending where written_at <= ?")
                .param(at(then))
                .query(Long.class)
                .single();
    }

    /** Locks the log until the transaction ends and returns its size; empty if another node has the lock. */
    OptionalLong lock() {
        return jdbc.sql("select size from audit_log where id = 1 for update skip locked")
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    List<Pending> pending(int atMost) {
        return jdbc.sql("""
                        select p.id, p.chain, p.number, e.entry from audit_pending p
                        join audit_entry e on e.chain = p.chain and e.number = p.number
                        order by p.id limit ?""")
                .param(atMost)
                .query((row, n) -> new Pending(
                        row.getLong("id"), row.getString("chain"), row.getLong("number"), row.getString("entry")))
                .list();
    }

    void add(List<Pending> taken, List<Leaf> leaves, List<TreeNode> nodes, long size) {
        batches.batchUpdate(
                "insert into audit_leaf (leaf, chain, number, hash) values (?, ?, ?, ?)",
                leaves.stream()
                        .map(leaf -> new Object[] {leaf.leaf(), leaf.chain(), leaf.number(), leaf.hash()})
                        .toList());
        batches.batchUpdate(
                "insert into audit_node (height, node, hash) values (?, ?, ?)",
                nodes.stream()
                        .map(node -> new Object[] {
                            node.height(), node.index(), node.hash().hex()
                        })
                        .toList());
        jdbc.sql("delete from audit_pending where id in (:ids)")
                .param("ids", taken.stream().map(Pending::id).toList())
                .update();
        jdbc.sql("update audit_log set size = ? where id = 1").param(size).update();
    }

    private static LoggedRow row(ResultSet row, int n) throws SQLException {
        return new LoggedRow(
                row.getLong("leaf"),
                row.getString("chain"),
                row.getLong("number"),
                row.getString("leaf_hash"),
                row.getString("hash_before"),
                row.getString("hash"),
                row.getString("entry"));
    }

    /** The table lacks a node of the tree. */
    static class NodeMissing extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NodeMissing(int height, long index) {
            super("the log lacks the node " + index + " at height " + height);
        }
    }
}
