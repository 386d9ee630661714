package dev.firebreak.access.token;

import static dev.firebreak.access.Role.COMMANDER;
import static dev.firebreak.access.Role.OBSERVER;
import static dev.firebreak.access.Role.RESPONDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.MovableClock;
import dev.firebreak.access.AccessDatabase;
import dev.firebreak.access.AccountRemoved;
import dev.firebreak.access.Person;
import dev.firebreak.access.RecordedChanges;
import dev.firebreak.access.Role;
import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.ErrorResponseException;

class PersonTokensTests {

    private static final Person REX = new Person("rex", "Rex", "rex@example.org", EnumSet.of(OBSERVER, RESPONDER));
    private static final Person ADA = new Person("ada", "Ada", "", Set.of(Role.ADMIN));

    private final JdbcClient jdbc = AccessDatabase.fresh();
    private final RecordedChanges changes = new RecordedChanges();
    private final MovableClock clock = new MovableClock();
    private final PersonTokens tokens = new PersonTokens(jdbc, changes, new TokenSettings(Duration.ofDays(90)), clock);

    @Test
    @Tag("H38")
    void onlyTheHashOfATokenIsStored() {
        var made = tokens.create(REX, "Grafana", Set.of(OBSERVER), 30);

        assertThat(made.secret())
                .matches("fb_pat_[A-Za-z0-9_-]{43}")
                .startsWith(made.token().prefix());
        assertThat(jdbc.sql("select * from person_token").query().singleRow().toString())
                .doesNotContain(made.secret().substring(made.token().prefix().length()));
        assertThat(tokens.find(made.secret())).contains(tokens.of("rex").get(0));
        assertThat(tokens.find(made.secret() + "x")).isEmpty();
    }

    @Test
    @Tag("H38")
    void eachTokenIsInTheAuditWhenItIsMadeUsedAndRevoked() {
        var token = tokens.create(REX, "Grafana", Set.of(OBSERVER), 30).token();
        tokens.used(token, "198.51.100.7");
        tokens.used(token, "198.51.100.7");
        tokens.used(token, "198.51.100.8");
        clock.passes(Duration.ofDays(1));
        tokens.used(token, "198.51.100.7");
        tokens.revoke(token.id(), ADA);
        tokens.revoke(token.id(), ADA);

        assertThat(changes.rows.stream().map(row -> row.substring(0, row.indexOf(" {"))))
                .containsExactly(
                        "token.made by rex",
                        "token.used by rex",
                        "token.used by rex",
                        "token.used by rex",
                        "token.revoked by ada");
        assertThat(tokens.of("rex").get(0).lastUsedFrom()).isEqualTo("198.51.100.7");
    }

    @ParameterizedTest
    @CsvSource({
        "'',         OBSERVER,  30, name",
        "' ',        OBSERVER,  30, name",
        "a,          COMMANDER, 30, roles",
        "a,          '',        30, roles",
        "a,          OBSERVER,   0, days",
        "a,          OBSERVER,  91, days",
        "a,          OBSERVER,  -1, days"
    })
    @Tag("H38")
    void aTokenHasANameRolesOfItsPersonAndAnEnd(String name, String role, int days, String field) {
        var roles = role.isEmpty() ? Set.<Role>of() : Set.of(Role.valueOf(role));

        assertThatThrownBy(() -> tokens.create(REX, name, roles, days))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining(field + ":");
    }

    @Test
    @Tag("H38")
    void aHostileNameIsCleanedAndCut() {
        var name = "<b>\u202Eevil\u0000\r\nX: y" + "z".repeat(300);

        assertThat(tokens.create(REX, name, Set.of(OBSERVER), 1).token().name())
                .startsWith("<b>")
                .hasSizeLessThanOrEqualTo(100)
                .doesNotContain("\u0000", "\r", "\n", "\u202E");
    }

    @Test
    @Tag("H38")
    void aPersonHasAHundredTokensAtMostAndRevokedOnesLeaveRoom() {
        for (var i = 0; i < 100; i++) {
            tokens.create(REX, "n" + i, Set.of(OBSERVER), 1);
        }
        assertThatThrownBy(() -> tokens.create(REX, "one more", Set.of(OBSERVER), 1))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(409));

        tokens.revoke(tokens.of("rex").get(3).id(), REX);
        tokens.create(REX, "one more", Set.of(OBSERVER), 1);
        clock.passes(Duration.ofDays(92));
        tokens.create(REX, "later", Set.of(OBSERVER), 1);
        assertThat(tokens.of("rex")).as("what ended 90 days ago is forgotten").hasSize(1);
    }

    @Test
    @Tag("H38")
    void anotherPersonWhoGetsTheNameOfADeletedAccountGetsNoToken() {
        var made = tokens.create(REX, "Grafana", Set.of(OBSERVER), 30);

        tokens.accountRemoved(new AccountRemoved("rex", "ada"));

        assertThat(tokens.find(made.secret()).orElseThrow().isValid(clock.instant()))
                .isFalse();
        assertThat(changes.rows).last().asString().startsWith("token.revoked by ada");
    }

    @Test
    @Tag("H38")
    void everyRoleMayMakeATokenThatOnlyReads() {
        var carla = new Person("carla", "Carla", "", Set.of(COMMANDER));
        var nobody = new Person("nils", "Nils", "", Set.of());

        assertThat(tokens.create(carla, "read", Set.of(OBSERVER), 1).token().roles())
                .containsExactly(OBSERVER);
        assertThatThrownBy(() -> tokens.create(nobody, "read", Set.of(OBSERVER), 1))
                .isInstanceOf(FieldInvalid.class);
    }

    @Test
    @Tag("H38")
    void nobodyButAnAdministratorRevokesATokenOfAnother() {
        var token = tokens.create(REX, "Grafana", Set.of(OBSERVER), 30).token();
        var carla = new Person("carla", "Carla", "", Set.of(COMMANDER));

        assertThatThrownBy(() -> tokens.revoke(token.id(), carla))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(404));

        assertThat(tokens.of("rex").get(0).isValid(clock.instant())).isTrue();
        tokens.revoke(token.id(), ADA);
        assertThat(tokens.of("rex").get(0).isValid(clock.instant())).isFalse();
    }

    @Test
    void administratorsSeeTheValidTokensOfOthers() {
        tokens.create(REX, "one", Set.of(OBSERVER), 30);
        tokens.create(new Person("carla", "Carla", "", Set.of(COMMANDER)), "two", Set.of(COMMANDER), 1);
        tokens.revoke(tokens.create(REX, "three", Set.of(OBSERVER), 30).token().id(), REX);

        assertThat(tokens.ofOthers("ada")).extracting(PersonToken::name).isEqualTo(List.of("two", "one"));
        clock.passes(Duration.ofDays(2));
        assertThat(tokens.ofOthers("ada")).extracting(PersonToken::name).containsExactly("one");
    }
}
