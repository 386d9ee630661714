package dev.firebreak.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.comms.Announcement;
import dev.firebreak.comms.DeliveryLine;
import dev.firebreak.comms.DeliveryState;
import dev.firebreak.comms.NotHandedOver;
import dev.firebreak.comms.Office;
import dev.firebreak.comms.Pigeon;
import dev.firebreak.lifecycle.Assignment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifyPageTest {

    private final Pigeon pigeon = new Pigeon();
    private final Office office = new Office().with(pigeon);

    @Test
    void A044_thePrimaryIsPagedAndTheTimelineSaysSo() {
        var answer = notifyPage().perform(page("primary", 1));

        assertThat(answer).containsEntry("paged", 1L).containsEntry("levelsLeft", true);
        assertThat(pigeon.reached()).containsExactly("rita");
        assertThat(office.told()).containsExactly("Paged Rita Responder by pigeon (level 1)");
    }

    @Test
    void A043_P1ReachesEveryoneOnCall() {
        var answer = notifyPage().perform(page("all", 1));

        assertThat(answer).containsEntry("paged", 3L);
        assertThat(pigeon.reached()).containsExactly("rita", "sam", "mo");
    }

    @Test
    void A045_aNotificationDemandsNoAnswer() {
        var answer = notifyPage().perform(page("notify", 1));

        assertThat(answer).containsEntry("levelsLeft", false);
        assertThat(pigeon.taken.get(0).text()).doesNotContain("/ack/").contains("No acknowledgement is needed");
        assertThat(office.told()).containsExactly("Notified Rita Responder by pigeon (level 1)");
    }

    @Test
    void thePageSaysWhatHappenedAndCarriesTheLink() {
        notifyPage().perform(page("primary", 1));

        var mail = pigeon.taken.get(0);
        assertThat(mail.subject()).isEqualTo("[PAGE unclassified] " + office.incident + " Pool exhausted");
        assertThat(mail.text())
                .contains("Rita Responder, you are on call")
                .containsPattern("https://firebreak\\.example\\.org/ack/[A-Za-z0-9_-]{43}\n")
                .contains("https://firebreak.example.org/incidents/" + office.incident)
                .contains("within 15 min");
    }

    @Test
    void A12_killedAfterTheHandOverItIsSentAgainUnderTheSameKey() {
        var task = page("primary", 1);
        notifyPage().perform(task);
        office.jdbc()
                .sql("update delivery set state = 'DUE', settled_at = null, on_timeline = false")
                .update();

        notifyPage().perform(task);

        assertThat(pigeon.reached()).containsExactly("rita", "rita");
        assertThat(pigeon.taken.stream().map(Announcement::errand).distinct()).hasSize(1);
    }

    @Test
    void A13_thePageOfOneTaskIsSentOnce() {
        var task = page("primary", 1);

        notifyPage().perform(task);
        notifyPage().perform(task);

        assertThat(pigeon.reached()).containsExactly("rita");
        assertThat(office.told()).hasSize(1);
    }

    @Test
    void theNextLevelIsAPageOfItsOwnEvenForTheSamePerson() {
        notifyPage().perform(page("primary", 1));
        notifyPage().perform(page("primary", 4));

        assertThat(pigeon.reached()).containsExactly("rita", "rita");
    }

    @Test
    void whenTheSeverityRisesLevelOneIsPagedAnew() {
        notifyPage().perform(page("notify", 1));
        notifyPage().perform(page("all", 1));

        assertThat(pigeon.reached()).containsExactly("rita", "rita", "sam", "mo");
    }

    @Test
    void G3_whoIsRefusedForGoodIsPassedOverAtOnce() {
        pigeon.refuses("rita", "550 no such user");

        var answer = notifyPage().perform(page("primary", 1));

        assertThat(answer).containsEntry("paged", 1L);
        assertThat(pigeon.reached()).containsExactly("sam");
        assertThat(office.told())
                .containsExactly(
                        "Page to Rita Responder by pigeon (level 1) refused", "Paged Sam Second by pigeon (level 1)");
    }

    @Test
    void G1_whileNobodyHasItItIsTriedAgain() {
        pigeon.fails("rita", "connection refused");
        var task = page("primary", 1);
        assertThatThrownBy(() -> notifyPage().perform(task))
                .isInstanceOf(NotHandedOver.class)
                .hasMessageContaining("rita")
                .hasMessageContaining("connection refused");

        pigeon.takes("rita");
        notifyPage().perform(task);

        assertThat(pigeon.reached()).containsExactly("rita");
        assertThat(states()).containsExactly(DeliveryState.SENT);
    }

    @Test
    void G1_afterAMinuteTheNextLevelIsPagedAsWell() {
        pigeon.fails("rita", "451 try later");
        var task = page("primary", 1);
        assertThatThrownBy(() -> notifyPage().perform(task)).isInstanceOf(NotHandedOver.class);
        assertThat(pigeon.reached()).isEmpty();

        office.clock.passes(Duration.ofSeconds(61));
        var answer = notifyPage().perform(task);

        assertThat(answer).containsEntry("paged", 1L);
        assertThat(pigeon.reached()).containsExactly("sam");
        assertThat(office.told())
                .containsExactly(
                        "Page to Rita Responder by pigeon (level 1) not taken in time",
                        "Paged Sam Second by pigeon (level 1)");
    }

    @Test
    void oneWhoCanNotBeReachedDoesNotHoldUpTheEscalationOfTheOthersForLong() {
        pigeon.fails("sam", "451 try later");
        var task = page("all", 1);
        assertThatThrownBy(() -> notifyPage().perform(task)).isInstanceOf(NotHandedOver.class);
        assertThat(office.told()).hasSize(2);

        office.clock.passes(Duration.ofSeconds(61));
        var answer = notifyPage().perform(task);

        assertThat(answer).containsEntry("paged", 2L);
        assertThat(pigeon.reached()).containsExactly("rita", "mo");
    }

    @Test
    void withoutAChannelTheTimelineSaysWhoWouldHaveBeenPagedAndWhatToSet() {
        pigeon.isMissing("set spring.mail.host");

        var answer = notifyPage().perform(page("all", 1));

        assertThat(answer).containsEntry("paged", 0L);
        var line = office.timeline().of(office.incident).get(0);
        assertThat(line.what())
                .isEqualTo("No channel is configured: the page (level 1) would have gone to"
                        + " Rita Responder, Sam Second, Mo Manager");
        assertThat(line.details()).isEqualTo("set spring.mail.host");
        assertThat(office.meters
                        .counter("firebreak.deliveries", "channel", "none", "outcome", "no_channel")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void G10_whenNobodyTakesItTheTimelineSaysSoLoudly() {
        for (var person : new String[] {"rita", "sam", "mo", "cato"}) {
            pigeon.refuses(person, "550 no");
        }

        var answer = notifyPage().perform(page("primary", 1));

        assertThat(answer).containsEntry("paged", 0L);
        assertThat(office.told()).last().asString().startsWith("NOBODY COULD BE PAGED (level 1)");
    }

    @Test
    void pagesAreUrgentAndTriedForAWeek() {
        var waits = notifyPage().retries();

        assertThat(notifyPage().isUrgent()).isTrue();
        assertThat(waits.subList(0, 5))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5));
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isGreaterThan(Duration.ofDays(7));
    }

    private java.util.List<DeliveryState> states() {
        return office.deliveries().of(office.incident).stream()
                .map(DeliveryLine::state)
                .toList();
    }

    private NotifyPage notifyPage() {
        return Rooms.notifyPage(office);
    }

    private Assignment page(String paging, long level) {
        return office.task("notify.page", Map.of("paging", paging, "pageLevel", level, "acknowledgeWithin", "PT15M"));
    }
}
