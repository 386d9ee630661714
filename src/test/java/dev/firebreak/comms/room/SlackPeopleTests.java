package dev.firebreak.comms.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.InMemoryAccounts;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Who speaks through Slack: only a person of our workspace whose mail address Slack confirmed. */
@Tag("G12")
class SlackPeopleTests {

    private final FakeSlackApi slack = new FakeSlackApi().user("U1", "Rita@example.org");
    private final Accounts accounts = new InMemoryAccounts();

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void aConfirmedMailAddressOfTheCatalogueIsThePerson() {
        assertThat(find()).map(Person::id).hasValue("rita");
    }

    @ParameterizedTest
    @ValueSource(strings = {"is_email_confirmed:false", "deleted:true", "is_bot:true", "team_id:\"T2\""})
    void whoIsNotConfirmedGoneAProgramOrOfAnotherWorkspaceIsNobody(String other) {
        slack.says("U1", other);

        assertThat(find()).isEmpty();
    }

    private Optional<Person> find() {
        accounts.createIfMissing("rita", "Rita", "rita@example.org", "violet-harbour-1", Set.of(Role.COMMANDER));
        var settings = new RoomSettings(
                "secret://slack-bot", null, slack.address(), EnumSet.of(Severity.P1), Duration.ofSeconds(5));
        var secrets =
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_SLACK_BOT", "xoxb-sample"));
        var catalog = new Catalog(
                "mosaic",
                Map.of(),
                Map.of(),
                Map.of("rita", new Contact("rita", "Rita", "rita@example.org")),
                Map.of(),
                List.of(),
                Map.of(),
                null,
                Map.of());
        return new SlackPeople(new SlackWebApi(settings, secrets), catalog, accounts).find("U1");
    }
}
