package dev.firebreak.oncall.override;

import static dev.firebreak.comms.CommsFixture.MO;
import static dev.firebreak.comms.CommsFixture.RITA;
import static dev.firebreak.comms.CommsFixture.SAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.oncall.OnCallFixture;
import dev.firebreak.oncall.schedule.OnCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ApplicationContext;

class OverridesTests {

    private final CommsFixture comms = new CommsFixture();
    private final ApplicationContext beans = OnCallFixture.beans(comms);
    private final Overrides overrides = beans.getBean(Overrides.class);
    private final OnCall onCall = beans.getBean(OnCall.class);
    private final Instant now = comms.clock.instant();

    @Test
    void whileAnOverrideLastsItsPersonIsOnCall() {
        overrides.create(override("primary", "mo", null, in(1), in(3)), "rita");

        assertThat(primary(in(1).minusSeconds(1))).isEqualTo(RITA);
        assertThat(primary(in(1))).isEqualTo(MO);
        assertThat(primary(in(3).minusSeconds(1))).isEqualTo(MO);
        assertThat(primary(in(3))).isEqualTo(RITA);
        assertThat(onCall.now(in(1)).get(0).until()).isEqualTo(in(3));
        assertThat(onCall.now(now).get(0).next()).isEqualTo(MO);
    }

    @Test
    void theLatestOverrideCountsAndOneOfAPersonFollowsWhoTookOver() {
        overrides.create(override("primary", "mo", null, in(1), in(9)), "rita");
        overrides.create(override("primary", "sam", "mo", in(2), in(4)), "rita");
        overrides.create(override("primary", "cato", "rita", in(2), in(4)), "rita");

        assertThat(primary(in(1))).isEqualTo(MO);
        assertThat(primary(in(2))).isEqualTo(SAM);
        assertThat(primary(in(4))).isEqualTo(MO);
    }

    @Test
    void aHolidayCoverTakesOverInEveryRota() {
        overrides.create(request("holiday", null, "cato", "sam", in(1), in(48)), "sam");

        assertThat(onCall.everyone(in(2))).extracting(Contact::id).containsExactly("rita", "cato", "mo");
        assertThat(onCall.everyone(in(48))).extracting(Contact::id).containsExactly("rita", "sam", "mo");
    }

    @Test
    void aSwapIsMadeAndEndedAsOne() {
        var made = overrides.create(
                new OverrideRequest("swap", "primary", "mo", "rita", in(1), in(2), in(5), in(6), null, null, "dentist"),
                "rita");

        assertThat(made).hasSize(2);
        assertThat(primary(in(1))).isEqualTo(MO);
        assertThat(primary(in(5))).isEqualTo(RITA);
        overrides.end(made.get(1).id(), "rita");
        overrides.end(made.get(1).id(), "rita");
        assertThat(primary(in(1))).isEqualTo(RITA);
        assertThat(overrides.current()).isEmpty();
    }

    @Test
    void aTemporaryScheduleTakesTurnsInsteadOfTheRota() {
        overrides.create(
                new OverrideRequest(
                        "temporary",
                        "primary",
                        null,
                        null,
                        in(0),
                        in(30),
                        null,
                        null,
                        List.of("mo", "sam"),
                        Duration.ofHours(12),
                        "Migration weekend"),
                "rita");

        assertThat(primary(in(0))).isEqualTo(MO);
        assertThat(primary(in(12))).isEqualTo(SAM);
        assertThat(primary(in(24))).isEqualTo(MO);
        assertThat(primary(in(30))).isEqualTo(RITA);
    }

    @Test
    void whoWasOnCallStaysWhenAnOverrideEndsEarly() {
        var made = overrides.create(override("primary", "mo", null, in(0), in(10)), "rita");
        comms.clock.passes(Duration.ofHours(4));

        overrides.end(made.get(0).id(), "rita");

        assertThat(primary(in(3))).isEqualTo(MO);
        assertThat(primary(in(4))).isEqualTo(RITA);
    }

    @Test
    void anOverrideThatBeginsInThePastBeginsNow() {
        var made = overrides.create(override("primary", "mo", null, in(-5), in(5)), "rita");

        assertThat(made.get(0).starts()).isEqualTo(now);
    }

    @Test
    void aPersonWhoLeftTheCatalogueLeavesTheRotaToItsOwnPeople() {
        overrides.create(override("primary", "mo", null, in(0), in(10)), "rita");
        comms.jdbc().sql("update on_call_override set person = 'gone'").update();

        assertThat(primary(in(1))).isEqualTo(RITA);
    }

    @Test
    void whoLooksAtAFutureDateLeavesTheOverridesThatCountWithoutTheDatabase() {
        overrides.create(override("primary", "mo", null, in(0), in(10)), "rita");
        assertThat(primary(now)).isEqualTo(MO);
        onCall.everyone(in(24 * 300));

        comms.jdbc().sql("alter table on_call_override rename to away").update();

        assertThat(primary(now)).isEqualTo(MO);
        assertThat(primary(in(10))).isEqualTo(RITA);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "override, nowhere, mo,   -,    1, 2, rota",
                "override, primary, eva,  -,    1, 2, person",
                "override, primary, -,    -,    1, 2, person",
                "override, primary, mo,   eva,  1, 2, insteadOf",
                "override, primary, mo,   mo,   1, 2, insteadOf",
                "override, primary, mo,   -,    2, 1, ends",
                "override, primary, mo,   -,   -9, -8, ends",
                "override, primary, mo,   -,    1, 9999, ends",
                "holiday,  -,       mo,   -,    1, 2, insteadOf",
                "swap,     primary, mo,   rita, 1, 2, swapStarts",
                "temporary, primary, -,   -,    1, 2, people",
                "magic,    primary, mo,   -,    1, 2, kind",
            })
    void whatMakesNoSenseIsRefusedByItsField(
            String kind, String rota, String person, String insteadOf, int from, int until, String field) {
        assertThatThrownBy(() -> overrides.create(request(kind, rota, person, insteadOf, in(from), in(until)), "rita"))
                .hasMessageContaining(field + ":");
        assertThat(overrides.current()).isEmpty();
    }

    private Contact primary(Instant at) {
        return onCall.onRung(0, at).orElseThrow();
    }

    private Instant in(int hours) {
        return now.plus(Duration.ofHours(hours));
    }

    private static OverrideRequest override(String rota, String person, String insteadOf, Instant from, Instant until) {
        return request("override", rota, person, insteadOf, from, until);
    }

    private static OverrideRequest request(
            String kind, String rota, String person, String insteadOf, Instant from, Instant until) {
        return new OverrideRequest(kind, rota, person, insteadOf, from, until, null, null, null, null, null);
    }
}
