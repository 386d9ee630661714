package dev.firebreak.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.access.AccessDatabase;
import dev.firebreak.access.ModelsInForce;
import dev.firebreak.text.Hash;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class ChainedAuditTests {

    private static final String INCIDENT = "INC-20261122-071630-001";

    private final DataSource database = AccessDatabase.source();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final ChainedAudit audit = new ChainedAudit(
            new JdbcTemplate(database),
            jdbc,
            new MovableClock(),
            new StaticListableBeanFactory().getBeanProvider(ModelsInForce.class));

    @BeforeEach
    void recordThreeSteps() {
        audit.record("system", "firebreak", "started", Map.of());
        audit.record(INCIDENT, "carla", "step.approved", Map.of("plan", "4711", "step", "docker.restart-container"));
        audit.record(INCIDENT, "worker", "step.executed", Map.of("plan", "4711"));
        audit.record(INCIDENT, "worker", "step.verified", Map.of("plan", "4711"));
    }

    @Test
    void anUntouchedAuditIsWhole() {
        assertThat(audit.verify()).isEmpty();
    }

    @Test
    @Tag("H15")
    void aChangedRowIsNamed() {
        jdbc.sql("update audit_entry set entry = replace(entry, 'carla', 'conny') where number = 1 and chain = ?")
                .param(INCIDENT)
                .update();

        assertThat(audit.verify()).hasValue("chain " + INCIDENT + ", row 1 was changed or moved");
    }

    @Test
    @Tag("H15")
    void aChangedRowWithItsHashMadeAnewShowsInTheNext() {
        var forged = jdbc.sql("select entry from audit_entry where number = 1 and chain = ?")
                .param(INCIDENT)
                .query(String.class)
                .single()
                .replace("carla", "conny");
        jdbc.sql("update audit_entry set entry = ?, hash = ? where number = 1 and chain = ?")
                .param(forged)
                .param(Hash.sha256(ChainedAudit.FIRST_HASH + forged))
                .param(INCIDENT)
                .update();

        assertThat(audit.verify()).hasValue("chain " + INCIDENT + ", row 2 was changed or moved");
    }

    @Test
    @Tag("H15")
    void aDeletedRowIsNamed() {
        jdbc.sql("delete from audit_entry where number = 2 and chain = ?")
                .param(INCIDENT)
                .update();

        assertThat(audit.verify()).hasValue("chain " + INCIDENT + ", row 2 is missing");
    }

    @Test
    @Tag("H15")
    void rowsThatChangedPlacesAreNamed() {
        renumber(2, 99);
        renumber(3, 2);
        renumber(99, 3);

        assertThat(audit.verify()).hasValue("chain " + INCIDENT + ", row 2 was changed or moved");
    }

    @Test
    @Tag("H15")
    void aMissingEndIsNamed() {
        jdbc.sql("delete from audit_entry where number = 3 and chain = ?")
                .param(INCIDENT)
                .update();

        assertThat(audit.verify().orElseThrow()).contains(INCIDENT, "ends at row 2", "missing");
    }

    @Test
    void factsInAnyOrderAreWrittenTheSameWay() {
        var facts = Map.of("z", "1", "y", "2", "x", "\"quoted\"");
        var entry = CanonicalEntry.of(new AuditRow("system", MovableClock.START, "a", "b", facts), 1, null);

        assertThat(entry)
                .isEqualTo(
                        "{\"action\":\"b\",\"actor\":\"a\",\"at\":\"2026-11-22T07:16:30Z\",\"chain\":\"system\",\"facts\":{\"x\":\"\\\"quoted\\\"\",\"y\":\"2\",\"z\":\"1\"},\"number\":1}");
    }

    private void renumber(int from, int to) {
        jdbc.sql("update audit_entry set number = ? where number = ? and chain = ?")
                .param(to)
                .param(from)
                .param(INCIDENT)
                .update();
    }
}
