package dev.firebreak.oncall.paging;

import static dev.firebreak.comms.CommsFixture.RITA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.ContactMethods;
import dev.firebreak.catalog.NotificationRule;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.comms.personal.MethodsRequest;
import dev.firebreak.comms.personal.PersonalMethods;
import dev.firebreak.incident.Milestone;
import dev.firebreak.oncall.OnCallFixture;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.RetryLater;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ApplicationContext;

/** Each person is paged over their own channels, in their own order and at their own delays. */
class NotificationRulesTests {

    private final FakeChannel mail = new FakeChannel("mail");
    private final FakeChannel ntfy = new FakeChannel("ntfy");
    private final FakeChannel sms = new FakeChannel("sms");
    private final CommsFixture comms = new CommsFixture().with(mail, ntfy, sms);
    private ApplicationContext beans;

    @Test
    void withoutRulesTheFirstChannelThatTakesItIsEnough() {
        page(RITA, "primary");

        assertThat(mail.taken).hasSize(1);
        assertThat(ntfy.taken).isEmpty();
    }

    @Test
    void allChannelsWithoutADelayGetThePageAtOnceAndTheOthersLater() {
        page(rita("ntfy", "mail", "sms after 5m"), "primary");
        assertThat(ntfy.taken).hasSize(1);
        assertThat(mail.taken).hasSize(1);

        passes(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(sms.taken).isEmpty();

        passes(Duration.ofSeconds(1));
        assertThat(sms.taken).hasSize(1);
        assertThat(sms.taken.get(0).link()).contains("/ack/");
        passes(Duration.ofMinutes(10));
        assertThat(sms.taken).hasSize(1);
        assertThat(comms.timelineLines())
                .containsExactly(
                        "Paged Rita Responder by ntfy (level 1)",
                        "Paged Rita Responder by mail (level 1)",
                        "Paged Rita Responder by sms (level 1)");
    }

    @Test
    void anAcknowledgementEndsWhatIsStillToCome() {
        page(rita("ntfy", "sms after 5m"), "primary");

        comms.clock.passes(Duration.ofMinutes(1));
        comms.timeline().reach(comms.incident, Milestone.ACKNOWLEDGED, "Acknowledged", "rita");
        passes(Duration.ofMinutes(10));

        assertThat(sms.taken).isEmpty();
        assertThat(waiting()).isZero();
    }

    @Test
    @Tag("G3")
    void aChannelThatIsDownMakesTheNextOneTakeThePageAtOnce() {
        ntfy.fails("rita", "503");

        page(rita("ntfy", "sms after 5m"), "primary");

        assertThat(sms.taken).hasSize(1);
        assertThat(mail.taken).isEmpty();
    }

    @Test
    void aFollowUpThatFailsIsTriedAgainUntilItIsTaken() {
        page(rita("ntfy", "sms after 5m"), "primary");
        sms.fails("rita", "503");
        passes(Duration.ofMinutes(5));

        sms.takes("rita");
        passes(Duration.ofSeconds(15));

        assertThat(sms.taken).hasSize(1);
        assertThat(waiting()).isZero();
    }

    @Test
    @Tag("A12")
    void aNodeThatDiedWithAFollowUpLeavesItToAnotherOne() {
        page(rita("ntfy", "sms after 5m"), "primary");
        comms.clock.passes(Duration.ofMinutes(5));
        var followUps = beans().getBean(FollowUps.class);
        var due = followUps.due().get(0);

        assertThat(followUps.claim(due, comms.clock.instant().plusSeconds(60))).isTrue();
        assertThat(followUps.claim(due, comms.clock.instant().plusSeconds(60))).isFalse();
        passes(Duration.ofSeconds(59));
        assertThat(sms.taken).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(sms.taken).hasSize(1);
    }

    @Test
    void whatAPersonSaysForThemselvesCountsInPlaceOfTheCatalogue() {
        comms.with(CommsFixture.catalog(Map.of("primary", rita("mail"))));
        beans().getBean(PersonalMethods.class)
                .change("rita", new MethodsRequest(null, "+4915112345678", List.of("sms"), null, null, null));

        notifyPage("primary");

        assertThat(sms.taken).hasSize(1);
        assertThat(mail.taken).isEmpty();
        assertThat(sms.taken.get(0).to().methods().phone()).isEqualTo("+4915112345678");
    }

    @Test
    void inQuietHoursAPageOfLowSeverityWaitsForTheirEnd() {
        severity("P3");
        quiet("07:00", "09:00");

        assertThatThrownBy(() -> notifyPage("notify"))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        wait -> assertThat(wait.pause()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(120)));
        assertThat(mail.taken).isEmpty();

        comms.clock.passes(Duration.ofHours(2));
        notifyPage("notify");
        assertThat(mail.taken).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"P1, 07:00, 09:00", "P2, 07:00, 09:00", "P3, 09:00, 17:00"})
    void outsideThemAndForP1AndP2NothingWaits(String severity, String from, String until) {
        severity(severity);
        quiet(from, until);

        notifyPage("notify");

        assertThat(mail.taken).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "a/b, -, mail,          -,     -,     -, ntfy",
                "-, 0151, mail,         -,     -,     -, phone",
                "-, -, sms,             -,     -,     -, rules",
                "-, -, fax,             -,     -,     -, rules",
                "-, -, mail after 5m,   -,     -,     -, rules",
                "-, -, mail,            22:00, -,     -, quietFrom",
                "-, -, mail,            22:00, 22:00, -, quietFrom",
                "-, -, mail,            22:00, 07:00, Mars/Base, quietFrom",
            })
    void whatWouldReachNobodyIsRefusedByItsField(
            String ntfy, String phone, String rule, String from, String until, String zone, String field) {
        var personal = beans().getBean(PersonalMethods.class);

        assertThatThrownBy(() ->
                        personal.change("rita", new MethodsRequest(ntfy, phone, List.of(rule), from, until, zone)))
                .hasMessageContaining(field + ":");
        assertThat(personal.own("rita")).isEmpty();
    }

    private static Contact rita(String... rules) {
        return RITA.with(new ContactMethods(
                "rita-7f3k",
                null,
                "+4915100000000",
                List.of(rules).stream().map(NotificationRule::parse).toList(),
                null));
    }

    private void page(Contact primary, String policy) {
        comms.with(CommsFixture.catalog(Map.of("primary", primary)));
        notifyPage(policy);
    }

    private void notifyPage(String policy) {
        beans().getBean(NotifyPage.class).perform(task(policy));
    }

    private ExternalTask task;

    private ExternalTask task(String policy) {
        if (task == null) {
            task = comms.task("notify.page", Map.of("paging", policy, "pageLevel", 1L, "acknowledgeWithin", "PT15M"));
        }
        return task;
    }

    private void quiet(String from, String until) {
        beans().getBean(PersonalMethods.class)
                .change("rita", new MethodsRequest(null, null, List.of(), from, until, "UTC"));
    }

    private void severity(String severity) {
        comms.jdbc().sql("update incident set severity = ?").param(severity).update();
    }

    private void passes(Duration time) {
        comms.clock.passes(time);
        beans().getBean(FollowUpPager.class).sendDue();
    }

    private long waiting() {
        return comms.jdbc()
                .sql("select count(*) from page_follow_up")
                .query(Long.class)
                .single();
    }

    private ApplicationContext beans() {
        if (beans == null) {
            beans = OnCallFixture.beans(comms);
        }
        return beans;
    }
}
