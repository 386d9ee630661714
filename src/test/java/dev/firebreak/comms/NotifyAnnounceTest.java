package dev.firebreak.comms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Contact;
import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.WorkImpossible;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifyAnnounceTest {

    private final Pigeon pigeon = new Pigeon();
    private final Office office = new Office().with(pigeon);

    @Test
    void everyAudienceHearsItAndEachPersonOnce() {
        var answer = office.announce().perform(announce("initial", "engineering, Executives"));

        assertThat(answer).containsExactly(Map.entry("announced", 3L));
        assertThat(pigeon.reached()).containsExactly("rita", "sam", "eve");
        assertThat(office.told()).containsExactly("Announced (initial) to Rita Responder, Sam Second, Eve Executive");
    }

    @Test
    void oneBadAddressStopsNobodyElse() {
        pigeon.refuses("rita", "550 no such user");

        var answer = office.announce().perform(announce("initial", "engineering"));

        assertThat(answer).containsEntry("announced", 1L);
        assertThat(office.told())
                .containsExactly(
                        "Announced (initial) to Sam Second", "Announcement (initial) refused for Rita Responder");
    }

    @Test
    void whoHasItIsNotToldAgainWhenTheOthersAreTriedAgain() {
        pigeon.fails("rita", "connection refused");
        var task = announce("initial", "engineering,executives");
        assertThatThrownBy(() -> office.announce().perform(task))
                .isInstanceOf(NotHandedOver.class)
                .hasMessageContaining("rita");
        assertThat(office.told()).isEmpty();

        pigeon.takes("rita");
        var answer = office.announce().perform(task);

        assertThat(answer).containsEntry("announced", 3L);
        assertThat(pigeon.reached()).containsExactly("sam", "eve", "rita");
        assertThat(office.told()).hasSize(1);
    }

    @Test
    void aMailboxThatNeverTakesItDoesNotHoldTheProcessForEver() {
        pigeon.fails("rita", "451 greylisted");
        var task = announce("resolved", "engineering");
        assertThatThrownBy(() -> office.announce().perform(task)).isInstanceOf(NotHandedOver.class);

        office.clock.passes(Duration.ofMinutes(11));
        var answer = office.announce().perform(task);

        assertThat(answer).containsEntry("announced", 1L);
        assertThat(office.told()).contains("Announcement (resolved) not taken in time by Rita Responder");
    }

    @Test
    void whileNobodyCanBeReachedItGoesOnTrying() {
        pigeon.fails("rita", "down").fails("sam", "down");
        var task = announce("resolved", "engineering");
        assertThatThrownBy(() -> office.announce().perform(task)).isInstanceOf(NotHandedOver.class);

        office.clock.passes(Duration.ofHours(3));

        assertThatThrownBy(() -> office.announce().perform(task)).isInstanceOf(NotHandedOver.class);
    }

    @Test
    void eachAnnouncementIsOneOfItsOwn() {
        office.announce().perform(announce("update", "executives"));
        office.announce().perform(announce("update", "executives"));

        assertThat(pigeon.reached()).containsExactly("eve", "sam", "eve", "sam");
    }

    @Test
    void anAudienceWithoutPeopleIsSaidPlainly() {
        var answer = office.announce().perform(announce("initial", "customers,nobody"));

        assertThat(answer).containsEntry("announced", 0L);
        assertThat(office.told()).containsExactly("Nobody to announce to (initial): the audience has no contacts");
    }

    @Test
    void A046_whereNobodyIsToBeToldNothingIsSaid() {
        assertThat(office.announce().perform(announce("initial", ""))).containsEntry("announced", 0L);
        assertThat(office.told()).isEmpty();
    }

    @Test
    void withoutAChannelTheTimelineSaysWhoWouldHaveHeardIt() {
        pigeon.isMissing("set spring.mail.host");

        var answer = office.announce().perform(announce("initial", "engineering"));

        assertThat(answer).containsEntry("announced", 0L);
        assertThat(office.told())
                .containsExactly("No channel is configured: the announcement (initial) would have gone to"
                        + " Rita Responder, Sam Second");
    }

    @Test
    void aSlackChannelHearsItOnceAndMailIsNotTried() {
        var slack = new SlackPigeon();
        office.with(pigeon, slack).with(new Contact("incidents", "#incidents", null, "secret://slack-incidents"));

        var answer = office.announce().perform(announce("initial", "engineering"));

        assertThat(answer).containsEntry("announced", 3L);
        assertThat(pigeon.reached()).containsExactly("rita", "sam");
        assertThat(slack.reached()).containsExactly("incidents");
        assertThat(office.told()).containsExactly("Announced (initial) to Rita Responder, Sam Second, #incidents");
    }

    @Test
    void withSlackAloneTheTimelineSaysWhoWouldHaveHadMail() {
        pigeon.isMissing("set spring.mail.host");
        office.with(pigeon, new SlackPigeon())
                .with(new Contact("incidents", "#incidents", null, "secret://slack-incidents"));

        office.announce().perform(announce("initial", "engineering"));

        assertThat(office.told())
                .containsExactly(
                        "Announced (initial) to #incidents",
                        "No channel is configured: the announcement (initial) would have gone to"
                                + " Rita Responder, Sam Second");
    }

    @Test
    void A097_anAnnouncementWithoutATemplateIsStuckAtOnceAndTellsNobody() {
        assertThatThrownBy(() -> office.announce().perform(announce("gossip", "engineering")))
                .isInstanceOf(WorkImpossible.class);
        assertThat(pigeon.taken).isEmpty();
    }

    /** Flies to Slack channels only. */
    private static class SlackPigeon extends Pigeon {

        @Override
        public String name() {
            return "slack-pigeon";
        }

        @Override
        public boolean reaches(Contact to) {
            return !to.isPerson();
        }
    }

    private Assignment announce(String kind, String audiences) {
        return office.task("notify.announce", Map.of("announcement", kind, "audiences", audiences));
    }
}
