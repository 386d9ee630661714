package dev.firebreak.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.NodeTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

/** guarantees.md C4 and C5: the node's clock is simulated, the database uses the machine's clock. */
class ClockSkewMonitorTests {

    private static final NodeName NAME = new NodeName(new MockEnvironment());

    private final List<Object> said = new ArrayList<>();
    private final NodeGate gate = new NodeGate();
    private final JdbcClient database = JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:clock"));
    private Duration off = Duration.ZERO;
    private final ClockSkewMonitor watch =
            new ClockSkewMonitor(database, gate, said::add, () -> Instant.now().plus(off), NAME);

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "-PT1H", "PT8S", "-PT8S"})
    @Tag("C4")
    void aNodeWhoseClockIsOffTakesUpNothingAndSaysSoOnce(String jump) {
        off = Duration.parse(jump);

        watch.look();
        watch.look();

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.whyClosed())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(off.isNegative() ? "s behind the database's" : "s ahead of the database's"));
        assertThat(said)
                .singleElement()
                .isInstanceOfSatisfying(
                        NodeTrouble.class, problem -> assertThat(problem.kind()).isEqualTo("clock-off"));
    }

    @Test
    @Tag("C4")
    void aClockThatIsSetRightIsTrustedAgain() {
        off = Duration.ofHours(1);
        watch.look();

        off = Duration.ZERO;
        watch.look();

        assertThat(gate.isOpen()).isTrue();
        assertThat(new NodeGateHealth(gate).health().getStatus().getCode()).isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT3S", "-PT3S", "PT0S"})
    @Tag("C5")
    void aSmallSkewIsTolerated(String skew) {
        off = Duration.parse(skew);

        watch.look();

        assertThat(gate.isOpen()).isTrue();
        assertThat(said).isEmpty();
    }

    @Test
    void aDatabaseThatDoesNotAnswerChangesNothing() {
        var deaf = new ClockSkewMonitor(
                JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:deaf;IFEXISTS=TRUE")),
                gate,
                said::add,
                Instant::now,
                NAME);

        deaf.look();

        assertThat(gate.isOpen()).isTrue();
    }
}
