package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.attached.AttachedGroup;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.format.FormatsInUse;
import dev.firebreak.alert.inhibit.InhibitionFixture;
import dev.firebreak.alert.noise.NoiseFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Symptoms of open causes at the intake of alerts: the shop needs the API, which needs the database. {@link
 * AlertsOnPostgresLabTests} runs it on PostgreSQL.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("D30")
class InhibitedIntakeTests {

    private static final Duration GRACE = Duration.ofMinutes(1);

    private AlertIngestFixture ingest;

    AlertIngestFixture open() {
        return AlertIngestFixture.onH2();
    }

    @BeforeAll
    void openFixture() {
        ingest = open();
    }

    @AfterEach
    void cleanFixture() {
        ingest.clean();
    }

    @AfterAll
    void closeFixture() {
        ingest.close();
    }

    @Test
    void aSymptomComesIntoTheIncidentOfItsCauseAndMakesItNoWorse() {
        var cause = cause("high");
        ingest.judged(cause, "low");

        var symptom = ingest.post(firing("shop", "high"));

        assertThat(symptom.incidents()).containsExactly(cause.value());
        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(groups(cause))
                .extracting(AttachedGroup::service, AttachedGroup::firing, AttachedGroup::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("shop", 1, "Symptom: shop depends on database"));
        assertThat(ingest.lines(cause))
                .contains("1 alert of a symptom, which pages nobody (Symptom: shop depends on database): Slow on shop");
        assertThat(ingest.heard(cause, "Worsened")).isZero();
        assertThat(ingest.post(firing("shop", "high")).duplicates()).isEqualTo(1);
    }

    @Test
    void theNearestCauseCounts() {
        var near = assessed(incident(ingest.post(firing("api", "high"))), "high");
        cause("high");

        assertThat(ingest.post(firing("shop", "warning")).incidents()).containsExactly(near.value());
    }

    @Test
    void whatMayBeP1OrIsWorseThanTheCauseOpensItsOwn() {
        cause("warning");

        assertThat(ingest.post(firing("shop", "high")).opened()).as("worse").isEqualTo(1);
        assertThat(ingest.post(firing("api", "critical")).opened()).as("P1").isEqualTo(1);
        assertThat(ingest.post(PayloadFixture.group("danger")
                                .firing("danger")
                                .label("service", "shop")
                                .label("severity", "low")
                                .label("security_issue", "yes"))
                        .opened())
                .as("security")
                .isEqualTo(1);
    }

    @Test
    void whatNeedsNothingThatIsDownOpensItsOwn() {
        cause("high");

        assertThat(ingest.post(firing("mosaic-postgres", "warning")).opened()).isEqualTo(1);
        assertThat(ingest.post(firing("unheard-of", "warning")).opened()).isEqualTo(1);
        assertThat(ingest.post(NoiseFixture.UNINHIBITED, firing("shop", "warning"))
                        .opened())
                .as("its source says so")
                .isEqualTo(1);
    }

    @Test
    void aSymptomThatGetsWorseLeavesItsCause() {
        var cause = cause("high");
        ingest.post(firing("shop", "warning"));

        var worse = ingest.post(firing("shop", "warning")
                .firing("shop-2")
                .label("service", "shop")
                .label("severity", "critical"));

        assertThat(worse.opened()).isEqualTo(1);
        assertThat(groups(cause))
                .singleElement()
                .satisfies(group -> assertThat(group.leftTo()).isNotNull().isNotEqualTo(cause));
        assertThat(ingest.alerts(cause)).hasSize(1);
    }

    @Test
    void whenTheCauseIsOverWhatStillFiresOpensItsOwnOnce() {
        var cause = cause("high");
        ingest.post(firing("shop", "high"));
        ingest.post(firing("api", "high"));

        ingest.post(resolved("database"));
        InhibitionFixture.run(ingest.context);
        assertThat(ingest.incidents()).as("symptoms end a little later").isEqualTo(1);
        ingest.post(resolved("api"));
        ingest.clock.passes(GRACE);
        InhibitionFixture.run(ingest.context);
        InhibitionFixture.run(ingest.context);
        ingest.startProcesses();

        assertThat(ingest.incidents()).isEqualTo(2);
        var own = groups(cause).stream().filter(group -> !group.isThere()).toList();
        assertThat(own).singleElement().satisfies(group -> {
            assertThat(group.service()).isEqualTo("shop");
            assertThat(group.leftReason()).isEqualTo("the cause is over, and they still fire");
        });
        assertThat(ingest.heard(cause, "Cleared")).isEqualTo(1);
        assertThat(ingest.alerts(own.get(0).leftTo())).hasSize(1);
        assertThat(ingest.post(resolved("shop")).incidents())
                .containsExactly(own.get(0).leftTo().value());
    }

    @Test
    void whenAllEndTogetherNothingOpensAndTheCauseClears() {
        var cause = cause("high");
        ingest.post(firing("shop", "high"));

        ingest.post(resolved("database"));
        ingest.post(resolved("shop"));
        ingest.clock.passes(GRACE);
        InhibitionFixture.run(ingest.context);

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.heard(cause, "Cleared")).isEqualTo(1);
    }

    @Test
    void whenPeopleEndTheCauseItsSymptomsOpen() {
        var cause = cause("high");
        ingest.post(firing("shop", "high"));
        ingest.resolve(cause);

        InhibitionFixture.run(ingest.context);

        assertThat(ingest.incidents()).isEqualTo(2);
        assertThat(groups(cause)).noneMatch(AttachedGroup::isThere);
    }

    @Test
    void aSymptomGoesWithItsCauseIntoAnother() {
        var cause = cause("high");
        ingest.post(firing("shop", "high"));
        var other = assessed(incident(ingest.post(firing("mosaic-postgres", "high"))), "high");
        ingest.merge(cause, other);
        ingest.post(firing("mosaic-postgres", "high").firing("more").label("severity", "high"));

        InhibitionFixture.run(ingest.context);

        assertThat(groups(other)).hasSize(1);
        assertThat(ingest.incidents()).isEqualTo(2);
    }

    @Test
    void aSymptomThatFiredInAnotherGroupBeforeIsReleased() {
        var earlier = incident(ingest.post(firing("shop", "high")));
        ingest.post(resolved("shop"));
        ingest.resolve(earlier);
        var cause = cause("high");
        var again =
                described(PayloadFixture.group("shop-2").firing("shop"), "shop").label("severity", "high");
        assertThat(ingest.post(again).incidents()).containsExactly(cause.value());

        ingest.post(resolved("database"));
        ingest.clock.passes(GRACE);
        InhibitionFixture.run(ingest.context);

        assertThat(ingest.incidents()).isEqualTo(3);
        assertThat(groups(cause)).noneMatch(AttachedGroup::isThere);
    }

    @Test
    void twoNodesReleaseASymptomOnce() {
        var cause = cause("high");
        ingest.post(firing("shop", "high"));
        ingest.post(resolved("database"));
        ingest.clock.passes(GRACE);
        var other = ingest.secondNode();
        var its = CompletableFuture.runAsync(() -> InhibitionFixture.run(other.context));
        InhibitionFixture.run(ingest.context);
        its.join();
        other.stop();

        assertThat(ingest.incidents()).isEqualTo(2);
        assertThat(groups(cause)).hasSize(1);
    }

    @Test
    @Tag("D31")
    void whileAnInfoInhibitorFiresInformationOfItsNamespaceIsHeldAndNothingElse() {
        ingest.post(inhibitor("web", "firing"));

        var info = ingest.post(info("a", "web", "info"));
        var again = ingest.post(info("a", "web", "info"));

        assertThat(info)
                .extracting(IngestResult::opened, IngestResult::suppressed)
                .containsExactly(0, 1);
        assertThat(again.duplicates()).isEqualTo(1);
        assertThat(ingest.post(info("b", "web", "none")).opened()).isZero();
        assertThat(ingest.post(info("c", "web", "warning")).opened()).isEqualTo(1);
        assertThat(ingest.post(info("d", "data", "info")).opened()).isEqualTo(1);
        assertThat(ingest.post(info("e", null, "info")).opened()).isEqualTo(1);
        assertThat(ingest.post("other", info("f", "web", "info")).opened()).isEqualTo(1);
        assertThat(ingest.post(info("g", "web", "info").label("security_issue", "yes"))
                        .opened())
                .isEqualTo(1);
        assertThat(ingest.count("select count(*) from inhibited_alert")).isEqualTo(2);
    }

    @Test
    @Tag("D31")
    void aFormatStaysInUseWhileAnInhibitorHoldsAnAlertOfIt() {
        assertThat(ingest.get(FormatsInUse.class).names()).isEmpty();
        ingest.post(inhibitor("web", "firing"));
        ingest.post(info("a", "web", "info"));

        assertThat(ingest.get(FormatsInUse.class).names()).containsExactly("alertmanager");
    }

    @Test
    @Tag("D31")
    void whenItIsOverWhatStillFiresOpensItsIncidentOnce() {
        ingest.post(inhibitor("web", "firing"));
        ingest.post(info("a", "web", "info"));
        ingest.post(info("b", "web", "info"));
        ingest.post(PayloadFixture.group("b").resolved("b").label("namespace", "web"));
        ingest.clock.passes(Duration.ofSeconds(1));

        InhibitionFixture.run(ingest.context);
        ingest.sweep();
        assertThat(ingest.incidents()).isZero();
        ingest.post(inhibitor("web", "resolved"));
        for (var round = 0; round < 2; round++) {
            InhibitionFixture.run(ingest.context);
            ingest.sweep();
        }

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from inhibited_alert")).isZero();
        assertThat(ingest.post(info("a", "web", "info")).duplicates()).isEqualTo(1);
    }

    @Test
    @Tag("D31")
    void anInhibitorThatItsSenderForgetsHoldsNothingForEver() {
        ingest.post(inhibitor("web", "firing"));
        ingest.post(info("a", "web", "info"));

        ingest.clock.passes(AlertIngestFixture.REPEAT.multipliedBy(2));
        InhibitionFixture.run(ingest.context);
        ingest.sweep();

        assertThat(ingest.incidents()).isEqualTo(1);
    }

    @Test
    @Tag("D31")
    void whatIsHeldOutlivesTheRetention() {
        ingest.post(info("old", "data", "info"));
        ingest.post(inhibitor("web", "firing"));
        ingest.post(info("a", "web", "info"));

        ingest.clock.passes(AlertIngestFixture.SETTINGS.keepBodies().plusHours(1));
        ingest.tidy();
        InhibitionFixture.run(ingest.context);
        ingest.sweep();

        assertThat(ingest.incidents()).isEqualTo(2);
    }

    private static PayloadFixture inhibitor(String namespace, String status) {
        var payload = PayloadFixture.group("inhibitor " + namespace);
        var alert = status.equals("firing")
                ? payload.firing("inhibits-" + namespace)
                : payload.resolved("inhibits-" + namespace);
        return alert.label("alertname", "InfoInhibitor")
                .label("severity", "none")
                .label("namespace", namespace);
    }

    private static PayloadFixture info(String name, String namespace, String severity) {
        return PayloadFixture.group(name)
                .firing(name)
                .label("service", "unheard-of")
                .label("namespace", namespace)
                .label("severity", severity);
    }

    private IncidentId cause(String severity) {
        return assessed(incident(ingest.post(firing("database", severity))), severity);
    }

    /** As triage does it, which the small process lacks. */
    private IncidentId assessed(IncidentId incident, String severity) {
        ingest.get(Incidents.class).classify(incident, Severity.ofWord(severity).orElseThrow(), null);
        return incident;
    }

    private List<AttachedGroup> groups(IncidentId incident) {
        return ingest.get(AttachedGroups.class).of(incident);
    }

    private static PayloadFixture firing(String service, String severity) {
        return described(PayloadFixture.group(service).firing(service), service).label("severity", severity);
    }

    private static PayloadFixture resolved(String service) {
        return described(PayloadFixture.group(service).resolved(service), service);
    }

    private static PayloadFixture described(PayloadFixture payload, String service) {
        return payload.label("alertname", "Slow").label("service", service).label("users_affected", "none");
    }
}
