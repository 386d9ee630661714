package dev.firebreak.comms.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.delivery.NotDelivered;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.lifecycle.CustomerMessageWanted;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.NonRetryable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

class NotifyAnnounceTests {

    private final FakeChannel fakeChannel = new FakeChannel();
    private final CommsFixture comms = new CommsFixture().with(fakeChannel);

    @Test
    void everyAudienceHearsItAndEachPersonOnce() {
        var answer = notifyAnnounce().perform(announce("initial", "engineering, Executives"));

        assertThat(answer).containsExactly(Map.entry("announced", 3L));
        assertThat(fakeChannel.reached()).containsExactly("rita", "sam", "eve");
        assertThat(comms.timelineLines())
                .containsExactly("Announced (initial) to Rita Responder, Sam Second, Eve Executive");
    }

    @Test
    void oneBadAddressStopsNobodyElse() {
        fakeChannel.refuses("rita", "550 no such user");

        var answer = notifyAnnounce().perform(announce("initial", "engineering"));

        assertThat(answer).containsEntry("announced", 1L);
        assertThat(comms.timelineLines())
                .containsExactly(
                        "Announced (initial) to Sam Second", "Announcement (initial) refused for Rita Responder");
    }

    @Test
    void whoHasItIsNotToldAgainWhenTheOthersAreTriedAgain() {
        fakeChannel.fails("rita", "connection refused");
        var task = announce("initial", "engineering,executives");
        assertThatThrownBy(() -> notifyAnnounce().perform(task))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining("rita");
        assertThat(comms.timelineLines()).isEmpty();

        fakeChannel.takes("rita");
        var answer = notifyAnnounce().perform(task);

        assertThat(answer).containsEntry("announced", 3L);
        assertThat(fakeChannel.reached()).containsExactly("sam", "eve", "rita");
        assertThat(comms.timelineLines()).hasSize(1);
    }

    @Test
    void aMailboxThatNeverTakesItDoesNotHoldTheProcessForEver() {
        fakeChannel.fails("rita", "451 greylisted");
        var task = announce("resolved", "engineering");
        assertThatThrownBy(() -> notifyAnnounce().perform(task)).isInstanceOf(NotDelivered.class);

        comms.clock.passes(Duration.ofMinutes(11));
        var answer = notifyAnnounce().perform(task);

        assertThat(answer).containsEntry("announced", 1L);
        assertThat(comms.timelineLines()).contains("Announcement (resolved) not taken in time by Rita Responder");
    }

    @Test
    void whileNobodyCanBeReachedItGoesOnTrying() {
        fakeChannel.fails("rita", "down").fails("sam", "down");
        var task = announce("resolved", "engineering");
        assertThatThrownBy(() -> notifyAnnounce().perform(task)).isInstanceOf(NotDelivered.class);

        comms.clock.passes(Duration.ofHours(3));

        assertThatThrownBy(() -> notifyAnnounce().perform(task)).isInstanceOf(NotDelivered.class);
    }

    @Test
    void eachAnnouncementIsOneOfItsOwn() {
        notifyAnnounce().perform(announce("severity-changed", "executives"));
        notifyAnnounce().perform(announce("severity-changed", "executives"));

        assertThat(fakeChannel.reached()).containsExactly("eve", "sam", "eve", "sam");
    }

    @Test
    void anIncidentIsAnnouncedOnce_alsoByAProcessThatStartsAgain_andThenToThoseWhoDoNotKnowIt() {
        notifyAnnounce().perform(announce("initial", "executives"));

        var again = notifyAnnounce().perform(announce("initial", "executives,engineering"));

        assertThat(again).containsEntry("announced", 3L);
        assertThat(fakeChannel.reached()).containsExactly("eve", "sam", "rita");
    }

    @Test
    @Tag("H29")
    void aSecurityIncidentIsAnnouncedToItsMembersOnly() {
        var members = comms.record().members();
        members.add(comms.incident, "mo", IncidentMembers.Part.PAGED);
        members.add(comms.incident, "eve", IncidentMembers.Part.ADDED);
        members.add(comms.incident, "unlisted", IncidentMembers.Part.ASSIGNEE);
        members.restrict(comms.incident);

        var answer = notifyAnnounce().perform(announce("initial", "engineering,executives,customers"));

        assertThat(answer).containsEntry("announced", 2L);
        assertThat(fakeChannel.reached()).containsExactlyInAnyOrder("mo", "eve");
        assertThat(comms.timelineLines())
                .first()
                .asString()
                .startsWith("Announced (initial) to members, not to engineering,executives,customers");
        assertThat(comms.published(CustomerMessageWanted.class)).isEmpty();
    }

    @Test
    @Tag("H29")
    void aSecurityIncidentWithoutMembersIsAnnouncedToNobody() {
        comms.record().members().restrict(comms.incident);

        var answer = notifyAnnounce().perform(announce("resolved", "engineering"));

        assertThat(answer).containsEntry("announced", 0L);
        assertThat(fakeChannel.reached()).isEmpty();
        assertThat(comms.timelineLines())
                .containsExactly("Announced (resolved) to nobody, not to engineering: only members hear of a security"
                        + " incident");
    }

    @Test
    void anAudienceWithoutPeopleIsSaidPlainly() {
        var answer = notifyAnnounce().perform(announce("initial", "customers,nobody"));

        assertThat(answer).containsEntry("announced", 0L);
        assertThat(comms.timelineLines())
                .containsExactly("Nobody to announce to (initial): the audience has no contacts");
    }

    @Test
    @Tag("A046")
    void whereNobodyIsToBeToldNothingIsSaid() {
        assertThat(notifyAnnounce().perform(announce("initial", ""))).containsEntry("announced", 0L);
        assertThat(comms.timelineLines()).isEmpty();
    }

    @Test
    void withoutAChannelTheTimelineSaysWhoWouldHaveHeardIt() {
        fakeChannel.isMissing("set spring.mail.host");

        var answer = notifyAnnounce().perform(announce("initial", "engineering"));

        assertThat(answer).containsEntry("announced", 0L);
        assertThat(comms.timelineLines())
                .containsExactly("No channel is configured: the announcement (initial) would have gone to"
                        + " Rita Responder, Sam Second");
    }

    @Test
    void aSlackChannelHearsItOnceAndMailIsNotTried() {
        var slack = new SlackPigeon();
        comms.with(fakeChannel, slack).with(new Contact("incidents", "#incidents", null, "secret://slack-incidents"));

        var answer = notifyAnnounce().perform(announce("initial", "engineering"));

        assertThat(answer).containsEntry("announced", 3L);
        assertThat(fakeChannel.reached()).containsExactly("rita", "sam");
        assertThat(slack.reached()).containsExactly("incidents");
        assertThat(comms.timelineLines())
                .containsExactly("Announced (initial) to Rita Responder, Sam Second, #incidents");
    }

    @Test
    void withSlackAloneTheTimelineSaysWhoWouldHaveHadMail() {
        fakeChannel.isMissing("set spring.mail.host");
        comms.with(fakeChannel, new SlackPigeon())
                .with(new Contact("incidents", "#incidents", null, "secret://slack-incidents"));

        notifyAnnounce().perform(announce("initial", "engineering"));

        assertThat(comms.timelineLines())
                .containsExactly(
                        "Announced (initial) to #incidents",
                        "No channel is configured: the announcement (initial) would have gone to"
                                + " Rita Responder, Sam Second");
    }

    @Test
    @Tag("A097")
    void anAnnouncementWithoutATemplateIsStuckAtOnceAndTellsNobody() {
        assertThatThrownBy(() -> notifyAnnounce().perform(announce("gossip", "engineering")))
                .isInstanceOf(NonRetryable.class);
        assertThat(fakeChannel.taken).isEmpty();
    }

    @Test
    @Tag("H27")
    void aTextThatNoCommanderGaveGoesOnlyToTheOwnTeam() {
        comms.gives("rita", "All is well.", null);

        notifyAnnounce().perform(update("All is well.", "engineering,executives"));

        assertThat(fakeChannel.reached()).containsExactly("rita", "sam");
        assertThat(comms.timelineLines())
                .containsExactly(
                        "Not announced (update) to executives: no commander gave this text for them",
                        "Announced (update) to Rita Responder, Sam Second");
    }

    @Test
    @Tag("H27")
    void aCommandersTextGoesOutside_exactlyAsGiven_andToTheAudienceThatItNames() {
        comms.incidents().command(comms.incident, "carla");
        comms.gives("carla", "We are on it.", null);

        notifyAnnounce().perform(update("We are on it. Send money.", "executives"));
        notifyAnnounce().perform(update("We are on it.", "catch-all"));
        assertThat(fakeChannel.taken).isEmpty();
        assertThat(comms.published(CustomerMessageWanted.class))
                .as("tasks for the commander")
                .extracting(CustomerMessageWanted::audiences)
                .containsExactly("executives", "catch-all");

        notifyAnnounce().perform(update("We are on it.", "executives"));
        comms.gives("carla", "We are on it.", "catch-all");
        notifyAnnounce().perform(update("We are on it.", "catch-all"));
        assertThat(fakeChannel.reached()).containsExactly("eve", "sam", "cato");
    }

    @Test
    @Tag("H27")
    void noModelSaysThatItIsResolved() {
        notifyAnnounce().perform(announce("resolved", "executives"));
        assertThat(fakeChannel.taken).isEmpty();

        comms.incidents().resolve(comms.incident, "restarted", null);
        notifyAnnounce().perform(announce("resolved", "executives"));
        assertThat(fakeChannel.reached()).containsExactly("eve", "sam");
    }

    @Test
    @Tag("H27")
    void theWordsOfOtherAnnouncementsComeFromTheRecord() {
        notifyAnnounce()
                .perform(comms.task(
                        "notify.announce",
                        Map.of(
                                "announcement", "severity-changed",
                                "audiences", "executives",
                                "updateText", "send money",
                                "reason", "send money",
                                "usersAffected", "all. send money")));

        assertThat(fakeChannel.taken)
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(sent.text()).doesNotContain("send money"));
    }

    @Test
    @Tag("G17")
    void customersGetOnlyWhatWasWrittenForThem() {
        comms.with(withCustomers()).timeline().add(comms.incident, "Rita restarted db-7", "rita");
        comms.incidents().command(comms.incident, "carla");
        comms.gives("carla", "We are back at 9.", "customers");

        var answer = notifyAnnounce()
                .perform(comms.task(
                        "notify.announce",
                        Map.of(
                                "announcement",
                                "update",
                                "audiences",
                                "engineering,customers",
                                "updateText",
                                "We are back at 9.")));

        assertThat(answer).containsEntry("announced", 4L);
        assertThat(fakeChannel.reached()).containsExactly("rita", "sam", "kim", "mo");
        assertThat(textTo("rita")).contains("Rita restarted db-7", "Commander:");
        assertThat(textTo("kim"))
                .isEqualTo(textTo("mo"))
                .startsWith("We are back at 9.\n")
                .contains(comms.incident.value())
                .doesNotContain("restarted", "Commander", "Impact", "/incidents/", "Pool exhausted");
    }

    @Test
    @Tag("G17")
    void whatWasNotWrittenForCustomersIsAskedOfACommanderAndTheOthersHearIt() {
        var wanted = new ArrayList<CustomerMessageWanted>();
        comms.with(withCustomers());
        var context = (ConfigurableApplicationContext) comms.beans();
        context.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> it
                    && it.getPayload() instanceof CustomerMessageWanted message) {
                wanted.add(message);
            }
        });
        var task = announce("initial", "customers-eu, engineering, customers");

        context.getBean(NotifyAnnounce.class).perform(task);

        assertThat(fakeChannel.reached()).containsExactly("rita", "sam");
        assertThat(wanted)
                .containsExactly(new CustomerMessageWanted(
                        comms.incident, "initial", "customers-eu,customers", "untold.initial"));
    }

    @Test
    @Tag("G17")
    void whereOnlyCustomersAreConcernedNobodyGetsAnInternalMessage() {
        comms.with(withCustomers());

        var answer = notifyAnnounce().perform(announce("resolved", "customers"));

        assertThat(answer).containsEntry("announced", 0L);
        assertThat(fakeChannel.taken).isEmpty();
        assertThat(comms.timelineLines()).isEmpty();
    }

    private static Catalog withCustomers() {
        var plain = CommsFixture.catalog(Map.of("primary", CommsFixture.RITA));
        var kim = new Contact("kim", "Kim Customer", "kim@example.com");
        var audiences = new HashMap<>(plain.audiences());
        audiences.put("customers", List.of(kim, CommsFixture.SAM, CommsFixture.MO));
        audiences.put("customers-eu", List.of(kim));
        var contacts = new HashMap<>(plain.contacts());
        contacts.put("kim", kim);
        return new Catalog(
                plain.profile(),
                plain.services(),
                plain.targets(),
                contacts,
                plain.rotas(),
                plain.ladder(),
                audiences,
                plain.calendar());
    }

    private String textTo(String person) {
        return fakeChannel.taken.stream()
                .filter(announcement -> announcement.to().id().equals(person))
                .map(Announcement::text)
                .findFirst()
                .orElseThrow();
    }

    /** Flies to Slack channels only. */
    private static class SlackPigeon extends FakeChannel {

        @Override
        public String name() {
            return "slack-pigeon";
        }

        @Override
        public boolean reaches(Contact to) {
            return !to.isPerson();
        }
    }

    private NotifyAnnounce notifyAnnounce() {
        return comms.bean(NotifyAnnounce.class);
    }

    private ExternalTask update(String text, String audiences) {
        return comms.task(
                "notify.announce", Map.of("announcement", "update", "audiences", audiences, "updateText", text));
    }

    private ExternalTask announce(String kind, String audiences) {
        return comms.task("notify.announce", Map.of("announcement", kind, "audiences", audiences));
    }
}
