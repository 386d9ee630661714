package dev.firebreak.runbook.step.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedQueryTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select * from `t 1` where a = 'it''s' and b = 4711 | select * from `t 1` where a = '…' and b = ?",
                "set password = \"geheim\" | set password = '…'",
                "select \"a'b\", 'c\"d', 0xCAFE | select '…', '…', ?",
                "select 'a\\'b secret', 1.5e3 | select '…', ?",
                "select 'cut off in the midd | select '…'",
                "select /* token */ 1 # secret | select ? "
            })
    void valuesAreMaskedAndTheStructureStays(String query, String shown) {
        assertThat(MaskedQuery.shown(query).strip()).isEqualTo(shown.strip());
    }
}
