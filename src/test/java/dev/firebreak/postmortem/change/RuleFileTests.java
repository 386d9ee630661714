package dev.firebreak.postmortem.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be a file of alert rules, before Prometheus is asked. */
@Tag("A117")
class RuleFileTests {

    @Test
    void aFileOfGroupsIsRead() {
        var file = RuleFile.of("""
                groups:
                  - name: pool
                    rules:
                      - alert: PoolAlmostFull
                        expr: |
                          pool_used
                            > 80
                        for: 5m
                        labels: {severity: warning}
                """);

        assertThat(file.alerts()).containsExactly(new RuleFile.Alert("PoolAlmostFull", "pool_used\n  > 80"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'groups: ['                                                     | content",
                "'just text'                                                     | content",
                "'- alert: X\n  expr: up'                                        | content",
                "'groups: []'                                                    | 1 to 50 rules",
                "'groups:\n- name: x\n  rules:\n  - record: y\n    expr: up'     | record",
                "'groups:\n- name: x\n  rules:\n  - alert: Y'                    | expr",
                "'groups:\n- name: x\n  rules:\n  - alert: Y\n    expr: [up]'    | 1 to 50 rules",
                "'groups: !!javax.script.ScriptEngineManager []'                 | content",
                "''                                                              | content"
            })
    void whatIsNoFileOfRulesIsNamed(String text, String why) {
        assertThatThrownBy(() -> RuleFile.of(text)).hasMessageContaining(why);
    }
}
