package dev.firebreak.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.AuditAnchored;
import dev.firebreak.access.audit.merkle.MerkleProofs;
import dev.firebreak.access.audit.merkle.NodeHash;
import dev.firebreak.access.audit.merkle.TreeHead;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.text.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The log over all audit rows, and every way in which the owner of the tables may change it. */
@Tag("H15")
class AuditLogTests {

    private static final String ONE = "INC-20261122-071630-101";
    private static final String TWO = "INC-20261122-071630-102";

    @TempDir
    Path data;

    private AuditFixture node;

    @BeforeEach
    void twoIncidentsWithThreeRowsEach() {
        node = new AuditFixture(data);
        for (var row = 1; row <= 3; row++) {
            for (var chain : List.of(ONE, TWO)) {
                node.audit().record(chain, "carla", "step.approved", Map.of("plan", "plan " + row));
            }
        }
        node.advance();
        node.anchoring().anchor();
        node.audit().record("system", "ada", "steps.frozen", Map.of("reason", "a storm"));
        node.advance();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void anUntouchedAuditIsIntact() {
        var result = node.verification().verify();

        assertThat(result.findings()).isEmpty();
        assertThat(result.head().size()).isEqualTo(7);
        assertThat(result.anchors()).isEqualTo("anchors: 1, the last one covers 6 rows");
    }

    @Test
    void anEditedRowIsNamedWithItsAnchor() {
        sql("update audit_entry set entry = replace(entry, 'carla', 'conny') where chain = ? and number = 2", ONE);

        assertThat(node.findings().get(0))
                .startsWith("chain " + ONE + ", row 2 was changed or replaced: the anchor of 2026-11-22T07:16:30Z");
    }

    @Test
    void aChainThatWasRewrittenWithAllItsHashesIsNamedRowByRow() {
        rewrite(ONE);

        assertThat(node.audit().verify()).as("the chain alone shows nothing").isEmpty();
        assertThat(node.findings())
                .hasSize(3)
                .anyMatch(it -> it.startsWith("chain " + ONE + ", row 1 was changed or replaced"))
                .anyMatch(it -> it.startsWith("chain " + ONE + ", row 3 was changed or replaced"))
                .noneMatch(it -> it.startsWith("chain " + TWO));
    }

    @Test
    void theLastRowOfAChainThatWasCutWithItsHeadIsNamed() {
        sql("delete from audit_entry where chain = ? and number = 3", ONE);
        sql(
                "update audit_chain set number = 2, hash = (select hash from audit_entry where chain = audit_chain.chain"
                        + " and number = 2) where chain = ?",
                ONE);

        assertThat(node.audit().verify()).as("the chain alone shows nothing").isEmpty();
        assertThat(node.findings().get(0)).startsWith("chain " + ONE + ", row 3 is missing: the anchor of");
    }

    @Test
    void aChainThatWasRemovedWithItsLeavesIsNamed() {
        sql("delete from audit_entry where chain = ?", TWO);
        sql("delete from audit_chain where chain = ?", TWO);
        sql("delete from audit_leaf where chain = ?", TWO);

        assertThat(node.audit().verify()).as("the chains alone show nothing").isEmpty();
        assertThat(node.findings())
                .anyMatch(it -> it.startsWith("chain " + TWO + ", row 1 is missing: the anchor of"))
                .anyMatch(it -> it.startsWith("chain " + TWO + ", row 3 is missing: the anchor of"));
    }

    @Test
    void anEndOfTheLogThatWasCutIsNamed() {
        sql("delete from audit_entry where chain = ? and number > 1", ONE);
        sql("delete from audit_leaf where leaf >= 4");
        sql("delete from audit_node where (node + 1) * case height when 1 then 2 else 4 end > 4");
        sql("update audit_log set size = 4");

        assertThat(node.findings())
                .anyMatch(it -> it.startsWith("the log ends at 4 rows, but the anchor of")
                        && it.endsWith("covers 6: rows at the end are missing"));
        node.anchoring().anchor();
        assertThat(node.anchoring().trouble().orElseThrow())
                .isEqualTo(
                        "The audit log has 4 rows, but the anchor of 2026-11-22T07:16:30Z covers 6: rows were removed");
    }

    @Test
    void rowsThatChangedPlacesAreNamed() {
        sql("update audit_entry set number = 99 where chain = ? and number = 1", ONE);
        sql("update audit_entry set number = 1 where chain = ? and number = 2", ONE);
        sql("update audit_entry set number = 2 where chain = ? and number = 99", ONE);

        assertThat(node.findings())
                .anyMatch(it -> it.startsWith("chain " + ONE + ", row 1 was changed or replaced"))
                .anyMatch(it -> it.startsWith("chain " + ONE + ", row 2 was changed or replaced"));
    }

    @Test
    void aRowThatWasNotAnchoredYetIsNamedByItsChain() {
        sql("update audit_entry set entry = replace(entry, 'storm', 'drill') where chain = 'system'");

        assertThat(node.findings()).contains("chain system, row 1 was changed or moved");
    }

    @Test
    void aRowThatWasAddedPastFirebreakIsNamed() {
        forge("system", 2, "{\"action\":\"a\",\"actor\":\"b\",\"chain\":\"system\",\"facts\":{},\"number\":2}");

        assertThat(node.findings())
                .containsExactly("chain system, row 2 is not in the log: it was added past Firebreak");
    }

    @Test
    void aNodeOfTheTreeThatWasChangedIsNoticed() {
        sql("update audit_node set hash = ? where height = 2 and node = 0", Hash.sha256("x"));

        assertThat(node.findings()).anyMatch(it -> it.startsWith("the stored tree has another root for 7 rows"));
    }

    @Test
    void anAnchorThatWasRemovedOrEditedIsNoticed() throws IOException {
        node.anchoring().anchor();
        var file = data.resolve("audit-anchors");
        var lines = Files.readAllLines(file);

        Files.write(file, lines.subList(1, 2));
        assertThat(node.findings()).anyMatch(it -> it.contains("does not continue the one before it"));

        Files.write(file, List.of(lines.get(0).replaceFirst("=[0-9a-f]{4}", "=0000"), lines.get(1)));
        assertThat(node.findings()).isNotEmpty();

        Files.write(file, List.of(lines.get(0).replaceFirst(" 6 ", " six "), lines.get(1)));
        assertThat(node.findings()).anyMatch(it -> it.equals("line 1 of the anchors is damaged"));
    }

    @Test
    void theAnchorIsReadableByItsOwnerOnlyAndSentOn() throws IOException {
        var mode = Files.getPosixFilePermissions(data.resolve("audit-anchors"));

        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
        assertThat(node.published(AuditAnchored.class))
                .containsExactly(new AuditAnchored(
                        node.clock.instant(),
                        6,
                        node.table().tree().head(6).root().hex()));
    }

    @Test
    void anAnchorIsDueAfterSomeMinutesOrTenRows() {
        node.anchoring().anchorIfDue();
        assertThat(anchored()).isEqualTo(6);

        node.clock.passes(Duration.ofMinutes(2));
        node.anchoring().anchorIfDue();
        assertThat(anchored()).isEqualTo(7);

        for (var row = 0; row < 10; row++) {
            node.audit().record("system", "ada", "steps.released", Map.of());
        }
        node.advance();
        node.anchoring().anchorIfDue();
        assertThat(anchored()).isEqualTo(17);
    }

    @Test
    void afterACrashWithinAnAnchorTheNextOneIsWhole() throws IOException {
        var file = data.resolve("audit-anchors");
        Files.writeString(file, "anchor 2026-11-22T07:16:31Z 7 4e3bbb1f7b", StandardOpenOption.APPEND);

        try (var again = new AuditFixture(node.database(), data)) {
            again.anchoring().anchor();

            assertThat(again.findings()).isEmpty();
            assertThat(again.verification().verify().anchors()).endsWith("covers 7 rows");
        }
    }

    @Test
    void aSecondNodeAnchorsTheWholeLogInAFileOfItsOwn(@TempDir Path other) {
        try (var second = new AuditFixture(node.database(), other)) {
            second.audit().record("system", "firebreak", "node.started", Map.of());
            second.advance();
            second.anchoring().anchor();
            node.advance();
            node.anchoring().anchor();

            assertThat(second.findings()).isEmpty();
            assertThat(node.findings()).isEmpty();
            assertThat(second.verification().verify().anchors()).endsWith("covers 8 rows");
        }
    }

    @Test
    void transactionsThatCommitInAnyOrderHaveTheirPlace() throws Exception {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(node.database()));
        var written = new CountDownLatch(1);
        var later = new CountDownLatch(1);
        var slow = new Thread(() -> transaction.executeWithoutResult(status -> {
            node.audit().record(ONE, "slow", "step.executed", Map.of());
            written.countDown();
            await(later);
        }));
        slow.start();
        await(written);
        node.audit().record(TWO, "quick", "step.executed", Map.of());
        node.advance();
        assertThat(node.table().size()).as("the slow one holds up no other").isEqualTo(8);

        later.countDown();
        slow.join();
        node.advance();

        assertThat(node.table().find(ONE, 4).orElseThrow().leaf()).isEqualTo(8);
        assertThat(node.findings()).isEmpty();
    }

    @Test
    void eachRowOfTheLogCanBeProvedAlone() {
        var tree = node.table().tree();
        var anchored = node.published(AuditAnchored.class).get(0);
        var head = new TreeHead(anchored.size(), new NodeHash(anchored.root()));
        var row = node.table().find(TWO, 2).orElseThrow();

        assertThat(MerkleProofs.includes(
                        head, row.leaf(), NodeHash.leaf(row.entry()), tree.inclusion(row.leaf(), head.size())))
                .isTrue();
        assertThat(MerkleProofs.continues(head, tree.head(7), tree.consistency(6, 7)))
                .isTrue();
    }

    @Test
    void everyTimelineEntryAndEvidenceHasAnAuditRow() {
        var incident = node.incidents().open(new NewIncident("Pool full", "db", "pool", null, "test", false));
        node.timeline().add(incident, "Looked at the pool", "rita", "all idle");
        node.evidence().keep(incident, "sessions", "text/plain", "pid 1".getBytes(), "postgres.show-sessions");
        node.advance();

        assertThat(entries(incident.value()))
                .hasSize(2)
                .anyMatch(it -> it.contains("\"action\":\"timeline.added\",\"actor\":\"rita\"")
                        && it.contains("\"what\":\"Looked at the pool\"")
                        && it.contains("\"detailsSha256\":\"" + Hash.sha256("all idle")))
                .anyMatch(it -> it.contains("\"action\":\"evidence.kept\"")
                        && it.contains("\"sha256\":\"" + Hash.sha256("pid 1")));
        assertThat(node.log().advance()).as("nothing is taken twice").isFalse();
        assertThat(entries(incident.value())).hasSize(2);
        assertThat(node.findings()).isEmpty();
    }

    @Test
    @Tag("H16")
    void theRecordGoesOnWhileTheAuditCannotBeWritten() {
        var incident = node.incidents().open(new NewIncident("Pool full", "db", "pool", null, "test", false));
        sql("alter table audit_entry rename to audit_entry_away");
        node.timeline().add(incident, "Paged Rita", "paging");

        assertThatThrownBy(() -> node.log().advance()).isInstanceOf(RuntimeException.class);
        assertThat(node.timeline().of(incident)).hasSize(1);

        sql("alter table audit_entry_away rename to audit_entry");
        node.advance();
        assertThat(entries(incident.value())).hasSize(1);
    }

    private List<String> entries(String chain) {
        return node.jdbc()
                .sql("select entry from audit_entry where chain = ? order by number")
                .param(chain)
                .query(String.class)
                .list();
    }

    private long anchored() {
        var summary = node.verification().verify().anchors();
        return Long.parseLong(summary.replaceAll(".*covers (\\d+) rows", "$1"));
    }

    private void rewrite(String chain) {
        var before = "0".repeat(64);
        for (var number = 1; number <= 3; number++) {
            var entry = entries(chain).get(number - 1).replace("carla", "conny");
            before = Hash.sha256(before + entry);
            sql(
                    "update audit_entry set entry = ?, hash = ? where chain = ? and number = " + number,
                    entry,
                    before,
                    chain);
            sql(
                    "update audit_leaf set hash = ? where chain = ? and number = " + number,
                    NodeHash.leaf(entry).hex(),
                    chain);
        }
        sql("update audit_chain set hash = ? where chain = ?", before, chain);
    }

    private void forge(String chain, long number, String entry) {
        var before = node.jdbc()
                .sql("select hash from audit_chain where chain = ?")
                .param(chain)
                .query(String.class)
                .single();
        var hash = Hash.sha256(before + entry);
        sql(
                "insert into audit_entry (chain, number, entry, hash) values (?, " + number + ", ?, ?)",
                chain,
                entry,
                hash);
        sql("update audit_chain set number = " + number + ", hash = ? where chain = ?", hash, chain);
    }

    private void sql(String sql, Object... parameters) {
        node.jdbc().sql(sql).params(parameters).update();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
