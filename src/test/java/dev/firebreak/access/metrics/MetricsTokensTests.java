package dev.firebreak.access.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.HttpVisitor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTokensTests {

    private static MetricsTokens tokens(String... configured) {
        return new MetricsTokens(new MetricsAccessSettings(List.of(configured)), text -> {
            if (text.equals("secret://unknown")) {
                throw new IllegalArgumentException("secret://unknown is not set");
            }
            return text.equals("secret://prometheus") ? "the-secret-of-prometheus" : text;
        });
    }

    @Test
    void eachTokenIsValidAsBearerAndAsPassword() {
        var tokens = tokens("0123456789abcdef", "secret://prometheus");

        assertThat(tokens.accept("Bearer 0123456789abcdef")).isTrue();
        assertThat(tokens.accept("bearer the-secret-of-prometheus")).isTrue();
        assertThat(tokens.accept(HttpVisitor.basic("prometheus", "0123456789abcdef")))
                .isTrue();
        for (var header : new String[] {
            null, "", "Bearer", "Bearer ", "Bearer 0123456789abcde", "Basic %", "Basic Og==", "0123456789abcdef"
        }) {
            assertThat(tokens.accept(header)).as(header).isFalse();
        }
    }

    @Test
    void withoutATokenNobodyReads() {
        assertThat(tokens().areSet()).isFalse();
        assertThat(tokens().accept("Bearer ")).isFalse();
    }

    @Test
    void aBadTokenRefusesTheStart_andIsNotNamed() {
        assertThatThrownBy(() -> tokens("short"))
                .hasMessage("firebreak.metrics.token: a token has 16 to 1000 characters");
        assertThatThrownBy(() -> tokens("secret://unknown")).hasMessageContaining("secret://unknown is not set");
    }
}
