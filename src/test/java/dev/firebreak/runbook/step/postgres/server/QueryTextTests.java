package dev.firebreak.runbook.step.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTests {

    @Test
    void theShapeStays() {
        assertThat(QueryText.shown("select t1.a from t1\n where id = 4711 and name = 'O''Brien' limit $1"))
                .isEqualTo("select t1.a from t1 where id = ? and name = '…' limit $1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter role x password 'hunter2'",
                "alter role x password 'hunter2",
                "alter role x password E'a\\'hunter2'",
                "alter role x password 'a\\' || 'hunter2'",
                "alter role x password $$hunter2$$",
                "alter role x password $p$ ' hunter2 $$ $p$ ",
                "alter role x password $p$ hunter2",
                "select 1 /* hunter2 */",
                "select 1 -- hunter2",
                "select \"it's\", 'hunter2'",
                "select 'it''s hunter2'",
                "select U&'hunter2'",
            })
    void noValueIsShown(String query) {
        assertThat(QueryText.shown(query)).doesNotContain("hunter2");
    }

    @Test
    void aQueryOfAMillionQuotesIsHandled() {
        assertThat(QueryText.shown("select '" + "''".repeat(1_000_000))).hasSizeLessThan(200);
        assertThat(QueryText.shown("select " + "'a',".repeat(300_000))).hasSizeLessThanOrEqualTo(160);
    }
}
