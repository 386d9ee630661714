package dev.firebreak.oncall.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.mail.FakeSmtpServer;
import dev.firebreak.comms.channel.mail.MailChannelFixture;
import dev.firebreak.comms.delivery.DeliveryRecord;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.comms.delivery.NotDelivered;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.oncall.OnCallFixture;
import dev.firebreak.worker.ExternalTask;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NotifyPageTests {

    private final FakeChannel fakeChannel = new FakeChannel();
    private final CommsFixture comms = new CommsFixture().with(fakeChannel);

    @Test
    @Tag("A044")
    void thePrimaryIsPagedAndTheTimelineSaysSo() {
        var answer = notifyPage().perform(page("primary", 1));

        assertThat(answer).containsEntry("paged", 1L).containsEntry("levelsLeft", true);
        assertThat(fakeChannel.reached()).containsExactly("rita");
        assertThat(comms.timelineLines()).containsExactly("Paged Rita Responder by pigeon (level 1)");
    }

    @Test
    @Tag("A043")
    void p1ReachesEveryoneOnCall() {
        var answer = notifyPage().perform(page("all", 1));

        assertThat(answer).containsEntry("paged", 3L);
        assertThat(fakeChannel.reached()).containsExactly("rita", "sam", "mo");
        assertThat(fakeChannel.taken.get(0).text()).contains("within 15 min, everyone on call is paged again");
    }

    @Test
    @Tag("A045")
    void aNotificationCanBeAnsweredAndClimbsNoLadder() {
        var answer = notifyPage().perform(page("notify", 1));

        assertThat(answer).containsEntry("levelsLeft", false);
        assertThat(fakeChannel.taken.get(0).subject()).doesNotContain("PAGE");
        assertThat(fakeChannel.taken.get(0).text())
                .contains("/ack/", "Without an answer within 15 min you are told again");
        assertThat(comms.timelineLines()).containsExactly("Notified Rita Responder by pigeon (level 1)");
    }

    @Test
    void thePageSaysWhatHappenedAndCarriesTheLink() {
        notifyPage().perform(page("primary", 1));

        var mail = fakeChannel.taken.get(0);
        assertThat(mail.subject()).isEqualTo("[PAGE unclassified] " + comms.incident + " Pool exhausted");
        assertThat(mail.text())
                .contains("Rita Responder, you are on call")
                .containsPattern("https://firebreak\\.example\\.org/ack/[A-Za-z0-9_-]{43}\n")
                .contains("https://firebreak.example.org/incidents/" + comms.incident)
                .contains("within 15 min, the next level is paged");
    }

    @Test
    @Tag("A12")
    void killedAfterTheHandOverItIsSentAgainUnderTheSameKey() {
        var task = page("primary", 1);
        notifyPage().perform(task);
        comms.jdbc()
                .sql("update delivery set state = 'DUE', settled_at = null, on_timeline = false")
                .update();

        notifyPage().perform(task);

        assertThat(fakeChannel.reached()).containsExactly("rita", "rita");
        assertThat(fakeChannel.taken.stream().map(Announcement::key).distinct()).hasSize(1);
    }

    @Test
    @Tag("A13")
    void thePageOfOneTaskIsSentOnce() {
        var task = page("primary", 1);

        notifyPage().perform(task);
        notifyPage().perform(task);

        assertThat(fakeChannel.reached()).containsExactly("rita");
        assertThat(comms.timelineLines()).hasSize(1);
    }

    @Test
    void theNextLevelIsAPageOfItsOwnEvenForTheSamePerson() {
        notifyPage().perform(page("primary", 1));
        notifyPage().perform(page("primary", 4));

        assertThat(fakeChannel.reached()).containsExactly("rita", "rita");
    }

    @Test
    void whenTheSeverityRisesLevelOneIsPagedAnew() {
        notifyPage().perform(page("notify", 1));
        notifyPage().perform(page("all", 1));

        assertThat(fakeChannel.reached()).containsExactly("rita", "rita", "sam", "mo");
    }

    @Test
    @Tag("G3")
    void whoIsRefusedForGoodIsPassedOverAtOnce() {
        fakeChannel.refuses("rita", "550 no such user");

        var answer = notifyPage().perform(page("primary", 1));

        assertThat(answer).containsEntry("paged", 1L);
        assertThat(fakeChannel.reached()).containsExactly("sam");
        assertThat(comms.timelineLines())
                .containsExactly(
                        "Page to Rita Responder by pigeon (level 1) refused", "Paged Sam Second by pigeon (level 1)");
        assertThat(comms.published(NodeTrouble.class))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.title())
                        .isEqualTo("Messages to Rita Responder by pigeon are refused for good"));
    }

    @Test
    @Tag("G1")
    void whileNobodyHasItItIsTriedAgain() {
        fakeChannel.fails("rita", "connection refused");
        var task = page("primary", 1);
        assertThatThrownBy(() -> notifyPage().perform(task))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining("rita")
                .hasMessageContaining("connection refused");

        fakeChannel.takes("rita");
        notifyPage().perform(task);

        assertThat(fakeChannel.reached()).containsExactly("rita");
        assertThat(states()).containsExactly(DeliveryState.SENT);
    }

    @Test
    @Tag("G1")
    void afterAMinuteTheNextLevelIsPagedAsWell() {
        fakeChannel.fails("rita", "451 try later");
        var task = page("primary", 1);
        assertThatThrownBy(() -> notifyPage().perform(task)).isInstanceOf(NotDelivered.class);
        assertThat(fakeChannel.reached()).isEmpty();

        comms.clock.passes(Duration.ofSeconds(61));
        var answer = notifyPage().perform(task);

        assertThat(answer).containsEntry("paged", 1L);
        assertThat(fakeChannel.reached()).containsExactly("sam");
        assertThat(comms.timelineLines())
                .containsExactly(
                        "Page to Rita Responder by pigeon (level 1) not taken in time",
                        "Paged Sam Second by pigeon (level 1)");
    }

    @Test
    @Tag("G14")
    void aMailServerWhoseNameDoesNotResolveIsTriedUntilItDoes() {
        try (var server = new FakeSmtpServer()) {
            var sender = MailChannelFixture.sender(server.port());
            sender.setHost("mail.invalid");
            comms.with(MailChannelFixture.mail(comms, sender));
            var task = page("primary", 1);

            assertThatThrownBy(() -> notifyPage().perform(task))
                    .isInstanceOf(NotDelivered.class)
                    .hasMessageContaining("mail.invalid");
            assertThat(states()).containsExactly(DeliveryState.DUE);

            sender.setHost("127.0.0.1");
            notifyPage().perform(task);
            assertThat(server.taken).hasSize(1);
            assertThat(states()).containsExactly(DeliveryState.SENT);
        }
    }

    @Test
    void oneWhoCanNotBeReachedDoesNotHoldUpTheEscalationOfTheOthersForLong() {
        fakeChannel.fails("sam", "451 try later");
        var task = page("all", 1);
        assertThatThrownBy(() -> notifyPage().perform(task)).isInstanceOf(NotDelivered.class);
        assertThat(comms.timelineLines()).hasSize(2);

        comms.clock.passes(Duration.ofSeconds(61));
        var answer = notifyPage().perform(task);

        assertThat(answer).containsEntry("paged", 2L);
        assertThat(fakeChannel.reached()).containsExactly("rita", "mo");
    }

    @Test
    void withoutAChannelTheTimelineSaysWhoWouldHaveBeenPagedAndWhatToSet() {
        fakeChannel.isMissing("set spring.mail.host");

        var answer = notifyPage().perform(page("all", 1));

        assertThat(answer).containsEntry("paged", 0L);
        var line = comms.timeline().of(comms.incident).get(0);
        assertThat(line.what())
                .isEqualTo("No channel is configured: the page (level 1) would have gone to"
                        + " Rita Responder, Sam Second, Mo Manager");
        assertThat(line.details()).isEqualTo("set spring.mail.host");
        assertThat(comms.meters
                        .counter("firebreak.deliveries", "channel", "none", "outcome", "no_channel")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void withoutAChannelWhoWouldHaveBeenPagedMaySeeASecurityIncident() {
        fakeChannel.isMissing("set spring.mail.host");
        var members = comms.record().members();
        members.restrict(comms.incident);

        notifyPage().perform(page("all", 1));

        assertThat(members.of(comms.incident))
                .extracting(IncidentMembers.Member::person)
                .containsExactlyInAnyOrder("rita", "sam", "mo");
    }

    @Test
    @Tag("G10")
    void whenNobodyTakesItTheTimelineSaysSoLoudly() {
        for (var person : new String[] {"rita", "sam", "mo", "cato"}) {
            fakeChannel.refuses(person, "550 no");
        }

        var answer = notifyPage().perform(page("primary", 1));

        assertThat(answer).containsEntry("paged", 0L);
        assertThat(comms.timelineLines()).last().asString().startsWith("NOBODY COULD BE PAGED (level 1)");
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
        return comms.deliveries().of(comms.incident).stream()
                .map(DeliveryRecord::state)
                .toList();
    }

    private NotifyPage notifyPage() {
        return OnCallFixture.bean(comms, NotifyPage.class);
    }

    private ExternalTask page(String paging, long level) {
        return comms.task("notify.page", Map.of("paging", paging, "pageLevel", level, "acknowledgeWithin", "PT15M"));
    }
}
