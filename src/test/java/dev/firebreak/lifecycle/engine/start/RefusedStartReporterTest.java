package dev.firebreak.lifecycle.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RefusedStartReporterTest {

    @Test
    void aValueThatDoesNotFitNamesItsKey() {
        var source = new MapConfigurationPropertySource(Map.of("firebreak.hold", "soon"));
        var failure = catchThrowable(() -> new Binder(source).bind("firebreak.hold", Bindable.of(Duration.class)));

        assertThat(RefusedStartReporter.line(new IllegalStateException("context", failure)))
                .hasValueSatisfying(
                        line -> assertThat(line).contains("firebreak.hold").contains("soon"));
    }

    @Test
    void aDatabaseOutOfReachIsSaid() {
        var failure = new IllegalStateException("pool", new SQLException("Connection refused", "08001"));

        assertThat(RefusedStartReporter.line(failure))
                .hasValueSatisfying(line -> assertThat(line).contains("spring.datasource.url"));
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(RefusedStartReporter.line(new StartRefused("one\n  two"))).hasValue("one two");
    }

    @Test
    void anythingElseIsLeftToSpringBoot() {
        assertThat(RefusedStartReporter.line(new IllegalStateException("bug"))).isEmpty();
    }
}
