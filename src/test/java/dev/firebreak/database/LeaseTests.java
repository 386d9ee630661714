package dev.firebreak.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LeaseTests {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(MigratedDatabase.empty());
    private final Lease lease = new Lease(jdbc, "box", "name", "owner", "owned_until");

    @BeforeEach
    void aRow() {
        jdbc.sql(
                        "create table box (name varchar(20) primary key, owner varchar(20), owned_until timestamp with time zone)")
                .update();
        jdbc.sql("insert into box (name, owned_until) values ('post', ?)")
                .param(Timestamps.at(NOW))
                .update();
    }

    @Test
    void oneHolderHasIt_andKeepsItWhileItRenews() {
        assertThat(lease.take("post", "a", NOW, NOW.plusSeconds(10))).isTrue();
        assertThat(lease.take("post", "b", NOW.plusSeconds(9), NOW.plusSeconds(19)))
                .isFalse();

        assertThat(lease.take("post", "a", NOW.plusSeconds(9), NOW.plusSeconds(19)))
                .isTrue();
        assertThat(lease.take("post", "b", NOW.plusSeconds(18), NOW.plusSeconds(28)))
                .isFalse();
        assertThat(lease.lock("post", "a")).isTrue();
    }

    @Test
    void whenItEnds_anotherTakesIt_andTheFirstHasLostIt() {
        lease.take("post", "a", NOW, NOW.plusSeconds(10));

        assertThat(lease.take("post", "b", NOW.plusSeconds(10), NOW.plusSeconds(20)))
                .isTrue();

        assertThat(lease.lock("post", "a")).isFalse();
        lease.release("post", "a", NOW.plusSeconds(11));
        assertThat(lease.lock("post", "b")).isTrue();
    }

    @Test
    void afterARelease_anotherTakesItAtOnce() {
        lease.take("post", "a", NOW, NOW.plusSeconds(10));

        lease.release("post", "a", NOW.plusSeconds(1));

        assertThat(lease.take("post", "b", NOW.plusSeconds(1), NOW.plusSeconds(11)))
                .isTrue();
    }

    @Test
    void aRowThatIsNotThereIsNobodys() {
        assertThat(lease.take("parcel", "a", NOW, NOW.plusSeconds(10))).isFalse();
    }
}
