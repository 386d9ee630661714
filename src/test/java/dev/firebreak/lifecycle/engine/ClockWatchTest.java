package dev.firebreak.lifecycle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.lifecycle.Claims;
import dev.firebreak.lifecycle.NodeTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** faults.md C4 and C5, with the node's clock played and a database that goes by the machine's. */
class ClockWatchTest {

    private final List<Object> said = new ArrayList<>();
    private final Claims claims = new Claims();
    private final JdbcClient database = JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:clock"));
    private Duration off = Duration.ZERO;
    private final ClockWatch watch =
            new ClockWatch(database, claims, said::add, () -> Instant.now().plus(off));

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "-PT1H", "PT8S", "-PT8S"})
    void C4_aNodeWhoseClockIsOffTakesUpNothingAndSaysSoOnce(String jump) {
        off = Duration.parse(jump);

        watch.look();
        watch.look();

        assertThat(claims.allowed()).isFalse();
        assertThat(claims.refusal())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(off.isNegative() ? "s behind the database's" : "s ahead of the database's"));
        assertThat(said)
                .singleElement()
                .isInstanceOfSatisfying(
                        NodeTrouble.class, trouble -> assertThat(trouble.kind()).isEqualTo("clock-off"));
    }

    @Test
    void C4_aClockThatIsSetRightIsTrustedAgain() {
        off = Duration.ofHours(1);
        watch.look();

        off = Duration.ZERO;
        watch.look();

        assertThat(claims.allowed()).isTrue();
        assertThat(new ClaimsHealth(claims).health().getStatus().getCode()).isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT3S", "-PT3S", "PT0S"})
    void C5_aSmallSkewIsTolerated(String skew) {
        off = Duration.parse(skew);

        watch.look();

        assertThat(claims.allowed()).isTrue();
        assertThat(said).isEmpty();
    }

    @Test
    void aDatabaseThatDoesNotAnswerChangesNothing() {
        var deaf = new ClockWatch(
                JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:deaf;IFEXISTS=TRUE")),
                claims,
                said::add,
                Instant::now);

        deaf.look();

        assertThat(claims.allowed()).isTrue();
    }
}
