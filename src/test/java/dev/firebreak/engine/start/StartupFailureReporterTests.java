package dev.firebreak.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firebreak.engine.StartupRefused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StartupFailureReporterTests {

    @Test
    void aValueThatDoesNotFitNamesItsKey() {
        var source = new MapConfigurationPropertySource(Map.of("firebreak.hold", "soon"));
        var failure = catchThrowable(() -> new Binder(source).bind("firebreak.hold", Bindable.of(Duration.class)));

        assertThat(StartupFailureReporter.lines(new IllegalStateException("context", failure)))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("firebreak.hold").contains("soon"));
    }

    @Test
    void aDatabaseOutOfReachIsSaid() {
        var failure = new IllegalStateException("pool", new SQLException("Connection refused", "08001"));

        assertThat(StartupFailureReporter.lines(failure))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("spring.datasource.url"));
    }

    @Test
    void eachErrorOfAFileHasALineOfItsOwn() {
        assertThat(StartupFailureReporter.lines(new StartupRefused("probes.yaml:1:1 one\n\n  probes.yaml:2:1  two")))
                .containsExactly("probes.yaml:1:1 one", "probes.yaml:2:1 two");
    }

    @Test
    void anythingElseIsLeftToSpringBoot() {
        assertThat(StartupFailureReporter.lines(new IllegalStateException("bug")))
                .isEmpty();
    }
}
