package dev.firebreak.runbook.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.ParameterInvalid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

class ParameterBinderTests {

    record Order(
            @NotNull @DefaultValue("PT10M") Duration idleFor,
            @Max(500) @DefaultValue("200") int atMost) {}

    private final ParameterBinder binder =
            new ParameterBinder(Validation.buildDefaultValidatorFactory().getValidator());
    private final Map<String, Object> variables = new HashMap<>();
    private final Map<String, String> catalogued = new HashMap<>();

    @Test
    void whatNobodySaysIsTheDefault() {
        assertThat(bound()).isEqualTo(new Order(Duration.ofMinutes(10), 200));
    }

    @Test
    void theTargetGoesBeforeTheDefaultAndTheModelBeforeTheTarget() {
        catalogued.put("postgres.terminate-idle.idleFor", "PT20M");
        catalogued.put("postgres.terminate-idle.atMost", "20");
        variables.put("atMost", 3L);

        assertThat(bound()).isEqualTo(new Order(Duration.ofMinutes(20), 3));
    }

    @Test
    void anEmptyFieldOfTheModelerSaysNothing() {
        variables.put("idleFor", null);
        variables.put("atMost", " ");

        assertThat(bound()).isEqualTo(new Order(Duration.ofMinutes(10), 200));
    }

    @Test
    void aValueBeyondItsLimitIsRefusedByName() {
        variables.put("atMost", "501");

        assertThatThrownBy(this::bound).isInstanceOf(ParameterInvalid.class).hasMessageContaining("atMost");
    }

    private Order bound() {
        var target = new Target("it", "postgres", "tier-1", true, false, Map.of(), catalogued);
        return binder.bind("postgres.terminate-idle", Order.class, variables, target);
    }
}
